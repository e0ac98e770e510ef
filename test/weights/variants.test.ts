import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clipGraph, clipTokens } from '../../src/networks/clip/clip-l';
import { openClipGraph, openClipTokens } from '../../src/networks/clip/open-clip-g';
import { FULL_PRECISION } from '../../src/networks/policy';
import { restorationStepGraph } from '../../src/networks/restoration-step';
import { decoderGraph, encoderGraph } from '../../src/networks/vae/graphs';
import type { Graph } from '../../src/onnx/graph';
import { sessionSource } from '../../src/onnx/serialise';
import type { InputTensor, Runtime } from '../../src/onnx/session';
import { parseConfig } from '../../src/restore/supir/config-file';
import { canonicalName, canonicalNames } from '../../src/weights/canonical-names';
import { readFloats } from '../../src/weights/cast';
import { openSafetensors, type SafetensorsFile } from '../../src/weights/safetensors';
import { bytesSource } from '../../src/weights/byte-source';
import { codeOf } from '../support/code-of';
import { createNodeRuntime } from '../onnx/node-runtime';
import { encodeFile, storeFloats, type FloatName, type Part } from './encode-file';

jest.setTimeout(600_000);

const SET = join(__dirname, '../fixtures/supir-tiny');
const CONFIG = parseConfig(readFileSync(join(SET, 'config.json'), 'utf8'));
const open = (name: string, bytes: Uint8Array): SafetensorsFile =>
  canonicalNames(openSafetensors(bytesSource(name, bytes)));
const SDXL = open('sdxl', readFileSync(join(SET, 'weights/sdxl.f16.safetensors')));
const SUPIR = open('supir', readFileSync(join(SET, 'weights/supir.f16.safetensors')));

let runtime: Runtime;
let published: readonly number[];
beforeAll(async () => {
  runtime = await createNodeRuntime();
  published = await restore(SUPIR, SDXL);
});
afterAll(() => runtime.dispose());

/** Some values of every network: both towers, the autoencoder, and a step with its control. */
async function restore(supir: SafetensorsFile, sdxl: SafetensorsFile): Promise<number[]> {
  const { unet } = CONFIG.step;
  const ids = [Array.from({ length: 77 }, (_, i) => (7 * i) % 94)];
  const wave = (...dims: number[]) => ({
    dims,
    data: Float32Array.from({ length: dims.reduce((a, b) => a * b) }, (_, i) => Math.sin(i * 1.7)),
  });
  const runs: readonly (readonly [Graph, Record<string, InputTensor>])[] = [
    [
      clipGraph(sdxl, CONFIG.clipL, 1, FULL_PRECISION),
      { tokens: clipTokens(sdxl, CONFIG.clipL, ids) },
    ],
    [
      openClipGraph(sdxl, CONFIG.clipG, 1, FULL_PRECISION),
      {
        tokens: openClipTokens(sdxl, CONFIG.clipG, ids),
        end_rows: { dims: [1], data: BigInt64Array.of(9n) },
      },
    ],
    [
      encoderGraph({ file: sdxl, name: 'encoder' }, sdxl, CONFIG.vae, {
        batch: 1,
        height: 32,
        width: 32,
      }),
      { image: wave(1, 3, 32, 32) },
    ],
    [
      encoderGraph({ file: supir, name: 'denoise_encoder' }, sdxl, CONFIG.vae, {
        batch: 1,
        height: 32,
        width: 32,
      }),
      { image: wave(1, 3, 32, 32) },
    ],
    [
      decoderGraph(sdxl, CONFIG.vae, { batch: 1, height: 4, width: 4 }),
      { latent: wave(1, 4, 4, 4) },
    ],
    [
      restorationStepGraph(
        sdxl,
        supir,
        CONFIG.step,
        { batch: 1, height: 8, width: 8 },
        FULL_PRECISION,
      ),
      {
        x: wave(1, unet.inChannels, 8, 8),
        hint: wave(1, unet.inChannels, 8, 8),
        time: wave(1, unet.modelChannels),
        context: wave(1, CONFIG.step.contextLength, unet.contextDim),
        vector: wave(1, unet.admInChannels),
        control_scale: { dims: [1], data: Float32Array.of(1) },
      },
    ],
  ];
  const values: number[] = [];
  for (const [graph, inputs] of runs) {
    const session = await runtime.createSession(sessionSource(graph));
    try {
      for (const { data } of Object.values(await session.run(inputs))) values.push(...data);
    } finally {
      await session.dispose();
    }
  }
  return values;
}

/** A file written anew, every float tensor as `change` says. */
function rewritten(
  file: SafetensorsFile,
  change: (part: Part, index: number) => readonly Part[],
): SafetensorsFile {
  const parts = [...file.tensors.values()].map((tensor): Part => ({
    name: tensor.name,
    dtype: tensor.type,
    shape: tensor.shape,
    bytes: tensor.read(0, tensor.byteLength).slice(),
  }));
  return open(file.name, encodeFile(parts.flatMap((part, index) => change(part, index))));
}

const isFloat = (part: Part): boolean => part.dtype !== 'I64';

/** The same values in another type, which has to be able to hold them. */
const stored = (part: Part, dtype: FloatName): Part =>
  isFloat(part) ? { ...part, dtype, bytes: storeFloats(valuesOf(part), dtype).bytes } : part;

function valuesOf(part: Part): Float32Array {
  const [tensor] = openSafetensors(bytesSource('part', encodeFile([part]))).tensors.values();
  return readFloats(tensor!);
}

/** What files were found to differ in; each is another way to write down the same numbers. */
const DIFFERENCES: Readonly<Record<string, (part: Part, index: number) => readonly Part[]>> = {
  widened: (part) => [stored(part, 'F32')],
  mixed: (part, i) => [stored(part, (['F64', 'F32', 'F16'] as const)[i % 3]!)],
  'without what is not read': (part) => (/position_ids|logit_scale/.test(part.name) ? [] : [part]),
  'position ids as floats': (part) =>
    part.dtype === 'I64' ? [{ ...part, dtype: 'F32', bytes: part.bytes.slice(0, 4 * 77) }] : [part],
  'attention weights as matrices': (part) => [
    /attn_1\..*weight$/.test(part.name) ? { ...part, shape: part.shape.slice(0, 2) } : part,
  ],
  averages: (part, i) => {
    const shape = [part.bytes.length];
    const average: Part = { ...part, name: `model_ema.${part.name}`, dtype: 'U8', shape };
    return i % 50 === 0 ? [part, average] : [part];
  },
  'outer prefixes dropped': (part) => [{ ...part, name: part.name.replace(OUTER, '') }],
  'newer names in the autoencoder': (part) => [{ ...part, name: newerName(part.name) }],
};
const OUTER =
  /^(model\.(?=control_model)|model\.diffusion_model\.(?=project_modules)|first_stage_model\.(?=denoise_encoder))/;

/** Published names of the autoencoder, and what newer programs write instead. */
const NEWER_NAMES = JSON.parse(
  readFileSync(join(__dirname, '../fixtures/faults/13-vae-names/newer-names.json'), 'utf8'),
) as Readonly<Record<string, string>>;

/** SUPIR's denoising encoder is a copy of the encoder, and so are its names. */
function newerName(published: string): string {
  const encoder = published.replace('.denoise_encoder.', '.encoder.');
  const newer = NEWER_NAMES[encoder];
  if (newer === undefined) return published;
  return encoder === published ? newer : newer.replace('.encoder.', '.denoise_encoder.');
}

// Together in three files, because a run of all networks takes its time.
test.each([
  [['widened', 'without what is not read', 'outer prefixes dropped']],
  [['mixed', 'position ids as floats', 'attention weights as matrices', 'averages']],
  [['attention weights as matrices', 'outer prefixes dropped', 'newer names in the autoencoder']],
])('files that are %j compute exactly the same', async (differences) => {
  const change = (file: SafetensorsFile): SafetensorsFile =>
    differences.reduce((changed, name) => rewritten(changed, DIFFERENCES[name]!), file);
  const supir = change(SUPIR);
  const sdxl = change(SDXL);
  expect(sameFiles(supir, SUPIR) || sameFiles(sdxl, SDXL)).toBe(false);
  expect(await restore(supir, sdxl)).toEqual(published);
});

function sameFiles(a: SafetensorsFile, b: SafetensorsFile): boolean {
  const list = ({ tensors }: SafetensorsFile): string =>
    JSON.stringify([...tensors.values()].map(({ name, type, shape }) => [name, type, shape]));
  return list(a) === list(b);
}

test('weights in smaller floats compute what their values do', async () => {
  const isLinear = (part: Part): boolean => isFloat(part) && part.shape.length === 2;
  const type = (i: number): FloatName => (['BF16', 'F8_E4M3', 'F8_E5M2'] as const)[i % 3]!;
  const variant = (part: Part, i: number): readonly Part[] =>
    isLinear(part) ? [stored(part, type(i))] : [part];
  const widened = (part: Part, i: number): readonly Part[] => {
    if (!isLinear(part)) return [part];
    const { values } = storeFloats(valuesOf(part), type(i));
    return [{ ...part, dtype: 'F32', bytes: new Uint8Array(values.slice().buffer) }];
  };
  const actual = await restore(rewritten(SUPIR, variant), rewritten(SDXL, variant));
  expect(actual).toEqual(await restore(rewritten(SUPIR, widened), rewritten(SDXL, widened)));
  expect(actual).not.toEqual(published);
  expect(actual.every(Number.isFinite)).toBe(true);
});

test('a file with one tensor under two names is refused', () => {
  const twice = (part: Part): readonly Part[] =>
    /time_embed\.0\.bias/.test(part.name)
      ? [part, { ...part, name: part.name.replace(/^model\./, '') }]
      : [part];
  expect(codeOf(() => rewritten(SUPIR, twice))).toBe('model-names-collide');
});

describe('newer names in the autoencoder', () => {
  const attention = (file: SafetensorsFile) =>
    [...file.tensors.values()].filter(({ name }) => name.includes('.mid.attn_1.'));

  test.each([
    ['SDXL', SDXL, 20],
    ['SUPIR', SUPIR, 10],
  ])('of %s stand for the very same bytes', (_, file, count) => {
    const renamed: string[] = [];
    const newer = rewritten(file, (part) => {
      const name = newerName(part.name);
      if (name !== part.name) renamed.push(name);
      return [{ ...part, name }];
    });
    expect(renamed).toHaveLength((count * 4) / 5);
    expect(attention(file)).toHaveLength(count);
    for (const { name, shape, type, byteLength, read } of attention(file)) {
      const found = newer.tensors.get(name)!;
      expect(found).toMatchObject({ name, shape, type });
      expect(Buffer.compare(found.read(0, byteLength), read(0, byteLength))).toBe(0);
    }
  });

  test('are those of the fixture, in every encoder and with or without its prefix', () => {
    for (const [published, newer] of Object.entries(NEWER_NAMES)) {
      expect(canonicalName(newer)).toBe(published);
      const denoising = (name: string): string => name.replace('.encoder.', '.denoise_encoder.');
      expect(canonicalName(denoising(newer))).toBe(denoising(published));
      if (!newer.includes('.encoder.')) continue;
      const short = denoising(newer).replace('first_stage_model.', '');
      expect(canonicalName(short)).toBe(denoising(published));
    }
  });

  const path = 'first_stage_model.decoder.mid.attn_1.';
  test.each([
    ['group_norm', 'norm'],
    ['query', 'q'],
    ['key', 'k'],
    ['value', 'v'],
    ['proj_attn', 'proj_out'],
    ['to_out', 'proj_out'],
    ['norm', 'norm'],
    ['other', 'other'],
  ])('of an older release: %s is %s', (layer, published) => {
    expect(canonicalName(`${path}${layer}.weight`)).toBe(`${path}${published}.weight`);
  });

  test('beside the published ones are refused', () => {
    const both = (part: Part): readonly Part[] =>
      part.name === `${path}q.bias` ? [part, { ...part, name: `${path}to_q.bias` }] : [part];
    expect(codeOf(() => rewritten(SDXL, both))).toBe('model-names-collide');
  });
});

test('names that need nothing keep their tensors', () => {
  expect(canonicalNames(SUPIR).tensors.get('model.control_model.time_embed.0.bias')).toBe(
    SUPIR.tensors.get('model.control_model.time_embed.0.bias'),
  );
});
