import { rect, type Size } from '../../../src/core/geometry';
import { createImage, maxValue, type Depth, type Image } from '../../../src/core/image';
import type { RemoteRestorer, RestoreRequest } from '../../../src/restore/request';
import { UNKNOWN_CARD } from '../../../src/restore/card-knowledge';
import { randomFrom } from '../../support/random';

/** A picture of noise: every pixel is of its place. */
export function noisePicture(size: Size, depth: Depth = 8, seed = 1): Image {
  const image = createImage(size, depth);
  const random = randomFrom(seed);
  const max = maxValue(depth);
  for (let i = 0; i < image.data.length; i++) {
    image.data[i] = i % 4 === 3 ? max : Math.floor(random() * (max + 1));
  }
  return image;
}

export const REMOTE: RemoteRestorer = {
  kind: 'remote',
  server: 'http://127.0.0.1:8188',
  files: { supir: 'SUPIR-v0Q_fp16.safetensors', sdxl: 'sd_xl_base_1.0.safetensors' },
  prompt: 'a house',
  qualityPrompt: '',
  negativePrompt: 'blurry',
  settings: {
    sampler: 'edm',
    steps: 4,
    cfgStart: 4,
    cfgEnd: 4,
    controlStart: 1,
    controlEnd: 1,
    restoreCfg: -1,
    churn: 0,
    noiseScale: 1,
    eta: 1,
    colorFix: 'none',
    seed: 0,
  },
  samplerTiles: 'auto',
  vaeTiles: 'auto',
  weights: 'auto',
  minSize: 64,
};

let ids = 0;

/** A run over the whole of a picture, in the document's own size. */
export function remoteRequest(
  source: Image,
  changes: Partial<RestoreRequest<RemoteRestorer>> = {},
): RestoreRequest<RemoteRestorer> {
  const { width, height } = source;
  return {
    id: `run-${++ids}`,
    restorer: REMOTE,
    device: 'auto',
    memory: UNKNOWN_CARD,
    scale: 1,
    mode: 'in-place',
    maskEdge: { grow: 0, feather: 0 },
    canvas: { width, height },
    contextRect: rect(0, 0, width, height),
    source,
    selection: null,
    ...changes,
  };
}
