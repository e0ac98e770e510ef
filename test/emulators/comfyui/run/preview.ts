import { encode } from 'jpeg-js';
import { plainPicture, resized, savedValues, type Picture } from '../picture/picture';
import type { Preview } from './work';

/** Pixels to a cell of a latent, along each side. */
export const CELL = 8;
/** Of a picture that nothing was made of. */
export const GREY = 127;
/** The value of `--preview-size`. */
const LARGEST = 512;

/** A JPEG of the latent's size; of a grey picture when there is none. */
export function previewOf(picture: Picture | null, width: number, height: number): Preview {
  const shrink = CELL * Math.max(1, Math.max(width, height) / CELL / LARGEST);
  const size = [width, height].map((side) => Math.max(1, Math.round(side / shrink)));
  const [w = 1, h = 1] = size;
  const rgb = savedValues(resized(picture ?? plainPicture(1, 1, GREY), w, h), true);
  const data = Buffer.alloc(w * h * 4, 255);
  for (let i = 0; i < w * h; i++) data.set(rgb.subarray(3 * i, 3 * i + 3), 4 * i);
  return { format: 'jpeg', bytes: encode({ width: w, height: h, data }, 95).data, result: false };
}
