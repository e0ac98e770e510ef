import { DEFAULT_SETTINGS } from '../../../panel/settings/settings';
import { toStoredSettings } from '../../../panel/settings/stored-settings';
import type { TakenRun, UnfinishedRun } from '../../../panel/store/unfinished';
import { createImage } from '../../../src/core/image';
import { createMask } from '../../../src/core/mask';
import { PRESETS } from '../../../src/restore/supir/presets';
import { DISPLAY_P3 } from '../../support/profiles';
import { PLAIN } from './fake-host';

const mark = { name: 'a.safetensors', byteLength: 5, samples: 'ab'.repeat(32) };

/** Facts of a run that says something in every place. */
export const RUN: UnfinishedRun = {
  id: 'run-1',
  savedAtMs: 1_000_000,
  host: 'standalone',
  documentId: 'doc-1',
  documentName: 'photo.psd',
  layerId: 'layer-1',
  layerName: 'Background',
  canvas: { width: 100, height: 80 },
  mode: 'in-place',
  scale: 2,
  done: 31,
  steps: 50,
  variantsLeft: 2,
  device: 'wasm',
  deviceName: 'wasm 2',
  files: { supir: mark, sdxl: mark, lora: { ...mark, strength: 0.5 } },
};

/** Facts of a run on a graphics adapter of no name that has just begun. */
export const BEGUN: UnfinishedRun = {
  ...RUN,
  savedAtMs: 1000,
  done: 3,
  steps: 8,
  variantsLeft: 0,
  device: 'webgpu',
  deviceName: null,
  files: { supir: mark, sdxl: mark, lora: null },
};

const latent = { dims: [1, 4, 8, 16] as const, data: new Float32Array(512).fill(0.5) };

/** The same with all that it needs to go on. */
export const TAKEN: TakenRun = {
  run: RUN,
  begun: {
    request: {
      device: 'wasm',
      maskEdge: { grow: 0, feather: 2 },
      contextRect: { x: 10, y: 20, width: 30, height: 40 },
      source: createImage({ width: 30, height: 40 }, 16),
      selection: createMask({ width: 30, height: 40 }),
    },
    restorer: {
      prompt: 'a cup. ',
      qualityPrompt: 'sharp',
      negativePrompt: '',
      settings: { ...PRESETS.quality.full, seed: 7 },
      samplerTiles: { tile: 512, stride: 256 },
      vaeTiles: 'auto',
      weights: 'auto',
      promptBatch: 'auto',
      minSize: 1024,
    },
    appearance: PLAIN,
    colors: DISPLAY_P3,
    isInserted: true,
    settings: toStoredSettings(DEFAULT_SETTINGS),
  },
  stepsDone: {
    done: 31,
    steps: 50,
    x: latent,
    denoised: latent,
    planned: {
      working: { width: 128, height: 64 },
      weights: 'q8',
      floats: 'full',
      samplerTiles: null,
      vaeTiling: { encoder: { tile: 512, padding: 32 }, decoder: { tile: 64, padding: 11 } },
      promptsTogether: true,
    },
  },
};
