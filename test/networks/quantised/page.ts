import { restorationStepGraph } from '../../../src/networks/restoration-step';
import type { WeightPolicy } from '../../../src/networks/policy';
import { byteLength } from '../../../src/onnx/dtype';
import { requestAdapter, requestDevice } from '../../../src/onnx/gpu';
import { keepShaders } from '../../../src/onnx/kept-shaders';
import type { Parameter } from '../../../src/onnx/graph';
import { createRuntime } from '../../../src/onnx/runtime';
import { sessionSource } from '../../../src/onnx/serialise';
import type { Runtime, SessionSource, Tensor } from '../../../src/onnx/session';
import { UNOBSERVED } from '../../../src/onnx/upload';
import { createWeightStore } from '../../../src/onnx/weight-store';
import { parseConfig } from '../../../src/restore/supir/config-file';
import { bytesSource } from '../../../src/weights/byte-source';
import { openSafetensors, type SafetensorsFile } from '../../../src/weights/safetensors';
import { readBack } from '../../support/browser/read-back';
import { normalsFrom } from '../../support/random';

export interface ComparedRoutes {
  /** Quantised numbers of the step. */
  readonly numbers: number;
  /** Of them those that the adapter has rounded otherwise than the processor, and by how much. */
  readonly rounded: number;
  readonly most: number;
  /**
   * Largest distance of the step's results ÷ the deviation of one, the processor's numbers given
   * the adapter's rounding.
   */
  readonly distance: number;
}

const SIDE = 8;

const testPage = {
  /**
   * The tiny step with weights that the adapter quantises as they arrive, beside the same with
   * weights that the processor has quantised, on the same adapter.
   */
  async compare(linear: 'q8' | 'q4'): Promise<ComparedRoutes> {
    const policy: WeightPolicy = { floats: 'full', linear };
    const source = await stepSource(policy);
    const made = await madeOnAdapter(source);
    const counts = { numbers: 0, rounded: 0, most: 0 };
    const mended = new Map<string, Uint8Array>();
    for (const parameter of source.parameters.filter(isPacked)) {
      const own = parameter.read(0, byteLength(parameter));
      const other = made.get(parameter.name);
      if (other === undefined) throw new Error(`${parameter.name} was not made`);
      mended.set(parameter.name, withRounding(own, other, linear === 'q8' ? 1 : 2, counts));
    }
    const runtime = await createRuntime('webgpu', {
      assets: new URL('ort/', location.href).href,
    });
    try {
      // Its shaders stay compiled, for that is most of the time.
      await keepShaders(runtime);
      const newRoute = await run(runtime, source);
      const oldRoute = await run(runtime, copied(source, mended));
      return { ...counts, distance: distance(newRoute, oldRoute) };
    } finally {
      await runtime.dispose();
    }
  },
};

export type QuantisedPage = typeof testPage;

Object.assign(globalThis, { testPage });

async function opened(name: string): Promise<SafetensorsFile> {
  const response = await fetch(`set/weights/${name}`);
  return openSafetensors(bytesSource(name, new Uint8Array(await response.arrayBuffer())));
}

async function stepSource(policy: WeightPolicy): Promise<SessionSource> {
  const config = parseConfig(await (await fetch('set/config.json')).text());
  const shape = { batch: 1, height: SIDE, width: SIDE };
  const [sdxl, supir] = [
    await opened('sdxl.f16.safetensors'),
    await opened('supir.f16.safetensors'),
  ];
  return sessionSource(restorationStepGraph(sdxl, supir, config.step, shape, policy));
}

function isPacked({ upload }: Parameter): boolean {
  return upload.by === 'quantise' && upload.part === 'packed';
}

/** What the store's shaders make of all quantised weights. */
async function madeOnAdapter({
  parameters,
}: SessionSource): Promise<ReadonlyMap<string, Uint8Array>> {
  const device = await requestDevice(await requestAdapter());
  try {
    const store = createWeightStore(device);
    const { buffers } = await store.hold('step', parameters, UNOBSERVED);
    const made = new Map<string, Uint8Array>();
    for (const [index, parameter] of parameters.entries()) {
      const buffer = buffers[index];
      if (!isPacked(parameter) || buffer === undefined) continue;
      made.set(parameter.name, await readBack(device, buffer, byteLength(parameter)));
    }
    return made;
  } finally {
    device.destroy();
  }
}

/** The processor's bytes, with the adapter's where those are one step away; counts these. */
function withRounding(
  own: Uint8Array,
  other: Uint8Array,
  numbersInByte: number,
  counts: { numbers: number; rounded: number; most: number },
): Uint8Array {
  const bits = 8 / numbersInByte;
  const mask = 2 ** bits - 1;
  counts.numbers += own.length * numbersInByte;
  return own.map((byte, i) => {
    const made = other[i] ?? 0;
    let kept = 0;
    for (let shift = 0; shift < 8; shift += bits) {
      const [a, b] = [(byte >> shift) & mask, (made >> shift) & mask];
      if (a !== b) counts.rounded++;
      counts.most = Math.max(counts.most, Math.abs(a - b));
      kept |= (Math.abs(a - b) <= 1 ? b : a) << shift;
    }
    return kept;
  });
}

/** The same network whose scales are sent as the processor makes them, its numbers as `packed` has them. */
function copied(source: SessionSource, packed: ReadonlyMap<string, Uint8Array>): SessionSource {
  return {
    ...source,
    key: `${source.key} copied`,
    parameters: source.parameters.map((parameter) => {
      if (parameter.upload.by !== 'quantise') return parameter;
      const made = packed.get(parameter.name) ?? parameter.read(0, byteLength(parameter));
      const own = Uint8Array.from(made);
      const from = {
        key: `copied ${parameter.name}`,
        // Sent as it is, whatever the bytes mean.
        dtype: 'float32' as const,
        byteLength: own.byteLength,
        readAsync: (offset: number, length: number) =>
          Promise.resolve(own.slice(offset, offset + length)),
      };
      return { ...parameter, upload: { by: 'copy', from } };
    }),
  };
}

async function run(runtime: Runtime, source: SessionSource): Promise<Float32Array> {
  const session = await runtime.createSession(source);
  try {
    const { eps } = await session.run(await stepInputs());
    if (eps === undefined) throw new Error('no output');
    return eps.data;
  } finally {
    await session.dispose();
  }
}

async function stepInputs(): Promise<Readonly<Record<string, Tensor>>> {
  const { step } = parseConfig(await (await fetch('set/config.json')).text());
  const { unet, contextLength } = step;
  const latent = [1, unet.inChannels, SIDE, SIDE];
  const normal = (seed: number, dims: readonly number[]): Tensor => {
    const length = dims.reduce((product, size) => product * size, 1);
    return { dims, data: Float32Array.from({ length }, normalsFrom(seed)) };
  };
  return {
    x: normal(1, latent),
    hint: normal(2, latent),
    time: normal(3, [1, unet.modelChannels]),
    context: normal(4, [1, contextLength, unet.contextDim]),
    vector: normal(5, [1, unet.admInChannels]),
    control_scale: { dims: [1], data: Float32Array.of(1) },
  };
}

function distance(a: Float32Array, b: Float32Array): number {
  const mean = a.reduce((sum, value) => sum + value, 0) / a.length;
  const square = a.reduce((sum, value) => sum + (value - mean) ** 2, 0) / a.length;
  const most = a.reduce((max, value, i) => Math.max(max, Math.abs(value - (b[i] ?? NaN))), 0);
  return most / Math.sqrt(square);
}
