import { PLAYS, type Player } from '../record/networks';
import { byteLength } from '../../src/onnx/dtype';
import type { Parameter } from '../../src/onnx/graph';
import { UNOBSERVED } from '../../src/onnx/upload';
import { createWeightStore } from '../../src/onnx/weight-store';
import { restorationStepGraph } from '../../src/networks/restoration-step';
import type { Figure } from './report';
import { openScene, type Scene } from './scene';
import { timeRuntime } from './timed-runtime';

/** Large enough for every kernel; both precisions have to be computed. */
const SIDE = 512;

/** What 16 bits change in a step on this device, and what its quantiser does. */
export async function deviationFigures(scene: Scene): Promise<readonly Figure[]> {
  const { dawn } = scene;
  const side = Math.min(SIDE, scene.side);
  const stepWith = async (shaderF16: boolean): Promise<Float32Array> => {
    const player = await openScene(scene, { subject: 'step', side, change: { shaderF16 } });
    const { runtime, times } = timeRuntime(player.runtime, dawn, () => false);
    await PLAYS.step({ ...player, runtime });
    await player.runtime.dispose();
    const eps = times.outputs?.['eps'];
    if (eps === undefined) throw new TypeError('the step gave no result');
    return eps.data;
  };
  const exact = await stepWith(false);
  const quantiser = await quantiserFigures(scene, side);
  const player = await openScene(scene, { subject: 'step', side });
  const { policy } = player.plan;
  await player.runtime.dispose();
  // Without 16-bit floats there is nothing to compare.
  if (policy.floats === 'full') return quantiser;
  const { rms, most } = deviation(await stepWith(true), exact);
  return [
    { name: 'step in 16 bits, rms', value: rms, unit: 'share' },
    { name: 'step in 16 bits, largest', value: most, unit: 'share' },
    ...quantiser,
  ];
}

/** Of `values` from `exact`, ÷ the deviation of `exact`. NaN where either holds one. */
export function deviation(
  values: Float32Array,
  exact: Float32Array,
): { readonly rms: number; readonly most: number } {
  const mean = exact.reduce((sum, value) => sum + value, 0) / exact.length;
  const spread = rmsOf(exact.map((value) => value - mean));
  const off = values.map((value, i) => value - (exact[i] ?? NaN));
  const most = off.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return { rms: rmsOf(off) / spread, most: most / spread };
}

function rmsOf(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

/** Quantised weights that are compared: the processor takes a second for ten million numbers. */
const COMPARED = 12;

async function quantiserFigures(scene: Scene, side: number): Promise<readonly Figure[]> {
  const player = await openScene(scene, { subject: 'step', side });
  const device = scene.dawn.device();
  const store = createWeightStore(device);
  const counts = { packed: 0, different: 0, most: 0, scales: 0, differentScales: 0 };
  try {
    for (const parameters of someQuantised(player)) {
      const held = await store.hold('deviations', parameters, UNOBSERVED);
      for (const [index, parameter] of parameters.entries()) {
        const buffer = held.buffers[index];
        if (buffer === undefined) throw new TypeError('a weight without its buffer');
        const made = await readBack(device, buffer, byteLength(parameter));
        const expected = parameter.read(0, made.byteLength);
        const { different, most } = difference(made, expected);
        if (parameter.dtype === 'uint8') {
          counts.packed += made.byteLength;
          counts.different += different;
          counts.most = Math.max(counts.most, most);
        } else {
          counts.scales += made.byteLength;
          counts.differentScales += different;
        }
      }
      held.giveBack();
      store.release();
    }
  } finally {
    store.release();
    await player.runtime.dispose();
  }
  return [
    { name: 'quantised numbers compared', value: counts.packed, unit: 'count' },
    { name: 'quantised otherwise', value: counts.different / counts.packed, unit: 'share' },
    { name: 'by at most', value: counts.most, unit: 'count' },
    { name: 'bytes of scales that differ', value: counts.differentScales, unit: 'count' },
  ];
}

/** Pairs of packed numbers and scales, from all over the network. */
function someQuantised({ networks, plan, wanted }: Player): readonly (readonly Parameter[])[] {
  const { sdxl, supir, config } = networks;
  const cells = wanted.width / 8;
  const shape = { batch: 2, height: cells, width: cells };
  const { parameters } = restorationStepGraph(sdxl, supir, config.step, shape, plan.policy);
  const pairs = new Map<string, Parameter[]>();
  for (const parameter of parameters) {
    if (parameter.upload.by !== 'quantise') continue;
    const { key } = parameter.upload.from;
    pairs.set(key, [...(pairs.get(key) ?? []), parameter]);
  }
  const all = [...pairs.values()];
  const every = Math.max(1, Math.floor(all.length / COMPARED));
  return all.filter((_, index) => index % every === 0).slice(0, COMPARED);
}

function difference(made: Uint8Array, expected: Uint8Array) {
  let different = 0;
  let most = 0;
  made.forEach((byte, i) => {
    const off = Math.abs(byte - (expected[i] ?? NaN));
    if (off === 0) return;
    different++;
    most = Math.max(most, off);
  });
  return { different, most };
}

async function readBack(device: GPUDevice, buffer: GPUBuffer, bytes: number): Promise<Uint8Array> {
  const size = Math.ceil(bytes / 4) * 4;
  const read = device.createBuffer({
    size,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer, 0, read, 0, size);
  device.queue.submit([encoder.finish()]);
  await read.mapAsync(GPUMapMode.READ);
  const copy = new Uint8Array(read.getMappedRange().slice(0, bytes));
  read.destroy();
  return copy;
}
