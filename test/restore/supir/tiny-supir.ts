import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Size, rectOfSize } from '../../../src/core/geometry';
import { createImage, type Depth, type Image } from '../../../src/core/image';
import type { Runtime } from '../../../src/onnx/session';
import { UNKNOWN_CARD } from '../../../src/restore/card-knowledge';
import type { BareDevice, ModelSource } from '../../../src/restore/device';
import type { RestoreRequest, SupirRestorer } from '../../../src/restore/request';
import { parseConfig } from '../../../src/restore/supir/config-file';
import { openSafetensors, type SafetensorsFile } from '../../../src/weights/safetensors';
import { bytesSource } from '../../../src/weights/byte-source';
import { readMerges } from '../../../scripts/parity/merges';

const SET = resolve(__dirname, '../../fixtures/supir-tiny');

/** One of the tiny pair's files. */
export function tinyBytes(name: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(readFileSync(resolve(SET, 'weights', name)));
}

export const TINY_CONFIG = parseConfig(readFileSync(resolve(SET, 'config.json'), 'utf8'));

const SUPIR_NAME = 'supir.f32.safetensors';
const SDXL_NAME = 'sdxl.f16.safetensors';

export const TINY_FILES: Readonly<Record<string, SafetensorsFile>> = Object.fromEntries(
  [SUPIR_NAME, SDXL_NAME].map((name) => [
    name,
    openSafetensors(bytesSource(name, tinyBytes(name))),
  ]),
);

/** What a platform opens of the tiny pair. */
export function tinyFile(name: string): SafetensorsFile {
  const file = TINY_FILES[name];
  if (file === undefined) throw new Error(`no file ${name}`);
  return file;
}

export const TINY_SUPIR: SupirRestorer = {
  kind: 'supir',
  files: {
    supir: { name: SUPIR_NAME, blob: new Blob([tinyBytes(SUPIR_NAME)]) },
    sdxl: { name: SDXL_NAME, blob: new Blob([tinyBytes(SDXL_NAME)]) },
  },
  config: TINY_CONFIG,
  prompt: 'a stone wall',
  qualityPrompt: ', sharp',
  negativePrompt: 'blurry',
  settings: {
    sampler: 'edm',
    steps: 3,
    cfgStart: 4,
    cfgEnd: 2,
    controlStart: 1,
    controlEnd: 1,
    restoreCfg: 4,
    churn: 5,
    noiseScale: 1.003,
    eta: 1,
    colorFix: 'wavelet',
    seed: 7,
  },
  samplerTiles: 'auto',
  vaeTiles: 'auto',
  weights: 'auto',
  promptBatch: 'auto',
  minSize: 64,
};

/** The tiny files on a runtime, without an engine around it. */
export function tinyModels(
  runtime: Runtime,
  change: Partial<BareDevice> & Partial<ModelSource> = {},
): ModelSource {
  return {
    acquireBare: () =>
      Promise.resolve({
        kind: runtime.device,
        label: runtime.label,
        name: runtime.label,
        gpuFailure: null,
        runtime,
        maxBufferBytes: null,
        shaderF16: false,
        hostMemoryBytes: null,
        ...change,
      }),
    openModel: ({ name }) => TINY_FILES[name]!,
    merges: () => Promise.resolve(readMerges()),
    ...change,
  };
}

/** Waves of colour, with what `alpha` says of each pixel (0…1). */
export function waves(
  { width, height }: Size,
  depth: Depth = 8,
  alpha: (x: number, y: number) => number = () => 1,
): Image {
  const image = createImage({ width, height }, depth);
  const max = depth === 8 ? 255 : 65535;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = (y * width + x) * 4;
      for (let c = 0; c < 3; c++) {
        image.data[i + c] = max * (0.5 + 0.4 * Math.sin(x / (4 + c) + y / (7 - c)));
      }
      image.data[i + 3] = Math.round(max * alpha(x, y));
    }
  }
  return image;
}

export function supirRequest(
  source: Image,
  change: Partial<Omit<RestoreRequest, 'restorer'>> = {},
  restorer: Partial<SupirRestorer> = {},
): RestoreRequest<SupirRestorer> {
  return {
    id: 'test',
    restorer: { ...TINY_SUPIR, ...restorer },
    device: 'wasm',
    memory: UNKNOWN_CARD,
    scale: 1,
    mode: 'in-place',
    maskEdge: { grow: 0, feather: 0 },
    canvas: { width: source.width, height: source.height },
    contextRect: rectOfSize(source),
    source,
    selection: null,
    ...change,
  };
}
