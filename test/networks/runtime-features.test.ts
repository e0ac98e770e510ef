import { createHash } from 'node:crypto';
import type { DeviceKind } from '../../src/core/events';
import { decoderGraph } from '../../src/networks/vae/graphs';
import { SDXL_VAE } from '../../src/networks/vae/vae-config';
import { restorationStepGraph } from '../../src/networks/restoration-step';
import { SUPIR_ADAPTERS } from '../../src/networks/unet/light-glv-unet';
import { SDXL_UNET } from '../../src/networks/unet/unet-config';
import type { Graph } from '../../src/onnx/graph';
import { RUNTIME_FEATURES, type RuntimeFeatures } from '../../src/onnx/runtime-features';
import { sessionSource } from '../../src/onnx/serialise';
import { summariseModel } from '../../scripts/record/operators';
import packageJson from '../../package.json';
import { manifestFile } from '../weights/manifest-file';

const NONE: RuntimeFeatures = { groupNorm: false, matmulFp32Accumulation: false };
const ALL: RuntimeFeatures = { groupNorm: true, matmulFp32Accumulation: true };

const sdxl = manifestFile('sdxl-base.json');
const supir = manifestFile('supir-v0.json');
const STEP = { unet: SDXL_UNET, adapters: SUPIR_ADAPTERS, contextLength: 77 };

const step = (features?: RuntimeFeatures): Graph =>
  restorationStepGraph(
    sdxl,
    supir,
    STEP,
    { batch: 2, height: 128, width: 128 },
    { floats: 'mixed', linear: 'q8' },
    features,
  );

const bytesOf = (graph: Graph, device: DeviceKind): Uint8Array =>
  sessionSource(graph).model(device);

const digest = (graph: Graph, device: DeviceKind): string =>
  createHash('sha256').update(bytesOf(graph, device)).digest('hex');

const operatorsOf = (graph: Graph, device: DeviceKind): Readonly<Record<string, number>> =>
  Object.fromEntries(summariseModel(bytesOf(graph, device)).operators);

test('the installed version’s features are those that graphs are written for', () => {
  expect(packageJson.dependencies['onnxruntime-web']).toBe('1.30.0');
  expect(RUNTIME_FEATURES).toEqual(NONE);
  for (const device of ['wasm', 'webgpu'] as const) {
    expect(digest(step(), device)).toBe(digest(step(NONE), device));
  }
});

// Who changes the step on purpose writes the new ones here: nothing else may change it.
test.each([
  ['wasm', 'ea3f10e7d0534fe5783dc65c814aa54423390219fe5c1d0b59e910eeb83870ad'],
  ['webgpu', '9122aa58ed0005b0fbfee1bb97fc8a51e18009480a730bb131b0e1c24600eda9'],
] as const)('without features a step is what it was before there were any: %s', (device, known) => {
  expect(digest(step(NONE), device)).toBe(known);
});

/** Nodes of a step that are not the same with all features; a budget as those of the recorder. */
const CHANGED = {
  GroupNorm: [0, 81],
  InstanceNormalization: [81, 0],
  Add: [296, 215],
  Mul: [223, 126],
  QuickGelu: [67, 16],
  Transpose: [164, 224],
} as const;

test('with all features a step has one operator where it had up to five', () => {
  const before = operatorsOf(step(NONE), 'webgpu');
  const after = operatorsOf(step(ALL), 'webgpu');
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = names
    .map((name) => [name, [before[name] ?? 0, after[name] ?? 0]] as const)
    .filter(([, [old, now]]) => old !== now);
  expect(Object.fromEntries(changed)).toEqual(CHANGED);
});

test('with all features the whole decoder has no norm in steps, and no SiLU beside it', () => {
  const shape = { batch: 1, height: 64, width: 64 };
  const { GroupNorm, InstanceNormalization, QuickGelu } = operatorsOf(
    decoderGraph(sdxl, SDXL_VAE, shape, ALL),
    'webgpu',
  );
  expect([GroupNorm, InstanceNormalization, QuickGelu]).toEqual([30, undefined, undefined]);
});

test('the processor’s runtime is given the same operators', () => {
  expect(operatorsOf(step(ALL), 'wasm')).toEqual(operatorsOf(step(NONE), 'wasm'));
});
