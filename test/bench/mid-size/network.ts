import { FULL_PRECISION } from '../../../src/networks/policy';
import { restorationStepGraph } from '../../../src/networks/restoration-step';
import type { Graph } from '../../../src/onnx/graph';
import { SUPIR, type SupirConfig } from '../../../src/restore/supir-config';
import type { SafetensorsFile } from '../../../src/weights/safetensors';
import { lazyTensor, type StoredType } from '../../../src/weights/lazy-tensor';
import { integersFrom } from '../../support/random';

/** The published topology with a fifth of its channels. */
const CHANNELS = 64;
const PUBLISHED_CHANNELS = SUPIR.step.unet.modelChannels;

export const MID_SIZE: SupirConfig = {
  ...SUPIR,
  step: { ...SUPIR.step, unet: { ...SUPIR.step.unet, modelChannels: CHANNELS } },
};

/** Rows and columns of the latent: a picture of 512². */
export const LATENT_SIDE = 64;
/** Both prompts. */
const BATCH = 2;

export type Manifest = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly dtype: StoredType }>
>;

export interface Manifests {
  readonly sdxl: Manifest;
  readonly supir: Manifest;
}

export interface MidSizeFiles {
  readonly sdxl: SafetensorsFile;
  readonly supir: SafetensorsFile;
}

/** Files of random weights: the same ones in every process. */
export function midSizeFiles({ sdxl, supir }: Manifests): MidSizeFiles {
  return { sdxl: scaledFile('sdxl', sdxl), supir: scaledFile('supir', supir) };
}

export function midSizeStep({ sdxl, supir }: MidSizeFiles): Graph {
  const shape = { batch: BATCH, height: LATENT_SIDE, width: LATENT_SIDE };
  return restorationStepGraph(sdxl, supir, MID_SIZE.step, shape, FULL_PRECISION);
}

/** Every size that is a multiple of the published channels is one of the network's widths. */
function scaledFile(name: string, manifest: Manifest): SafetensorsFile {
  const tensors = Object.entries(manifest).map(([key, { shape }], index) => {
    const scaled = shape.map((size) =>
      size % PUBLISHED_CHANNELS === 0 ? (size / PUBLISHED_CHANNELS) * CHANNELS : size,
    );
    const inputs = scaled.slice(1).reduce((product, size) => product * size, 1);
    const tensor = lazyTensor(key, 'F32', scaled, (offset, length) => {
      const random = integersFrom(index + 1);
      // Outputs as large as inputs; one-dimensional weights and biases around a half.
      const scale = scaled.length === 1 ? 1 : Math.sqrt(3 / inputs) * 2;
      const middle = scaled.length === 1 ? 0 : 0.5;
      const count = scaled.reduce((product, size) => product * size, 1);
      const values = Float32Array.from(
        { length: count },
        () => (random(2 ** 24) / 2 ** 24 - middle) * scale,
      );
      return new Uint8Array(values.buffer, offset, length);
    });
    return [key, tensor] as const;
  });
  return { name, key: name, metadata: {}, tensors: new Map(tensors) };
}

/** The inputs of one step by name, the same ones in every process. */
export function stepInputs(graph: Graph): Record<string, { dims: number[]; data: Float32Array }> {
  return Object.fromEntries(
    graph.inputs.map(({ name, shape }) => {
      const length = shape.reduce((product, size) => product * size, 1);
      const data = Float32Array.from({ length }, (_, i) => Math.sin(i * 12.9898));
      return [name, { dims: [...shape], data }];
    }),
  );
}
