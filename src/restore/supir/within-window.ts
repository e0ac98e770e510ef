import { scaleRect, type Rect } from '../../core/geometry';
import { vaeDownscale, type VaeConfig } from '../../networks/vae/vae-config';
import type { Tensor } from '../../onnx/session';
import { cropLatent, type LatentDims } from '../../sampling/latent';
import type { NoiseSource } from '../../sampling/noise';
import type { PictureStages } from './kept-results';

export interface SeenInput {
  /** Left out: no try; null: all of the latent is tried. */
  readonly tried?: { readonly window: Rect | null };
  readonly noise: NoiseSource;
  readonly config: { readonly vae: VaeConfig };
}

export interface Seen extends PictureStages {
  readonly noise: NoiseSource;
  /** The whole picture, with what was made of the part that is seen in its place. */
  readonly laidOver: (picture: Tensor, part: Tensor) => Tensor;
}

/** What the sampler sees of the picture and of the noise: everything, or what lies in the window. */
export function seenOf({ tried, noise, config }: SeenInput, stages: PictureStages): Seen {
  const window = tried?.window ?? null;
  if (window === null) return { ...stages, noise, laidOver: (_picture, part) => part };
  const { control, stage1, posterior } = stages;
  const pixels = scaleRect(window, vaeDownscale(config.vae));
  return {
    control: cropLatent(control, window),
    stage1: pictureWithin(stage1, pixels),
    posterior: pictureWithin(posterior, window),
    noise: noiseWithin(noise, control.dims, window),
    laidOver: (picture, part) => laidOver(picture, part, pixels),
  };
}

/** The noise that a run draws for all of its latent, as a window of it sees it. */
function noiseWithin(noise: NoiseSource, all: LatentDims, window: Rect): NoiseSource {
  return { next: () => cropLatent(noise.next(all), window) };
}

function pictureWithin({ dims, data }: Tensor, part: Rect): Tensor {
  const [n = 0, c = 0, height = 0, width = 0] = dims;
  return cropLatent({ dims: [n, c, height, width], data }, part);
}

/** A copy of a picture [n, c, h, w] with another one laid over a part of it. */
function laidOver(
  picture: Tensor,
  part: Tensor,
  { x, y, width: columns, height: rows }: Rect,
): Tensor {
  const [n = 0, c = 0, height = 0, width = 0] = picture.dims;
  const data = picture.data.slice();
  for (let plane = 0; plane < n * c; plane++) {
    for (let row = 0; row < rows; row++) {
      const from = (plane * rows + row) * columns;
      const to = (plane * height + y + row) * width + x;
      data.set(part.data.subarray(from, from + columns), to);
    }
  }
  return { dims: picture.dims, data };
}
