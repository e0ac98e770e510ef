import { area } from '../core/geometry';
import type { Planes } from './planes';

/** Levels of the wavelets, with holes of 1, 2, 4, 8 and 16 pixels. */
export const WAVELET_LEVELS = 5;

/** Pixels that `levels` blurs, one after the other, look to each side. */
export function waveletReach(levels: number): number {
  return 2 ** levels - 1;
}

/** Five blurs by [1 2 1]⊗[1 2 1]/16, dilated by 1, 2, 4, 8 and 16 pixels, edges repeated. */
export function waveletLow(image: Planes): Planes {
  const rows = new Float32Array(image.data.length);
  const low = { ...image, data: new Float32Array(image.data.length) };
  for (let level = 1; level <= WAVELET_LEVELS; level++) {
    blurLevel(level === 1 ? image : low, level, low.data, rows);
  }
  return low;
}

/**
 * One of the blurs, 1…`WAVELET_LEVELS`, into `out`, which may be the planes' own data. `rows` is
 * overwritten; all three are of the same length.
 */
export function blurLevel(
  planes: Planes,
  level: number,
  out: Float32Array,
  rows: Float32Array,
): void {
  const { width, height, data } = planes;
  const radius = 2 ** (level - 1);
  for (let from = 0; from < data.length; from += width) blurRow(data, rows, from, width, radius);
  const plane = area(planes);
  for (let top = 0; top < data.length; top += plane) {
    for (let y = 0; y < height; y++) {
      const above = top + Math.max(0, y - radius) * width;
      const here = top + y * width;
      const below = top + Math.min(height - 1, y + radius) * width;
      for (let x = 0; x < width; x++) {
        const around = (rows[above + x] as number) + (rows[below + x] as number);
        out[here + x] = (around + 2 * (rows[here + x] as number)) / 4;
      }
    }
  }
}

function blurRow(
  source: Float32Array,
  out: Float32Array,
  from: number,
  width: number,
  radius: number,
): void {
  const end = from + width;
  const head = Math.min(from + radius, end);
  const tail = Math.max(head, end - radius);
  const first = source[from] as number;
  const last = source[end - 1] as number;
  for (let i = from; i < head; i++) {
    const after = i + radius < end ? (source[i + radius] as number) : last;
    out[i] = (first + after + 2 * (source[i] as number)) / 4;
  }
  for (let i = head; i < tail; i++) {
    const around = (source[i - radius] as number) + (source[i + radius] as number);
    out[i] = (around + 2 * (source[i] as number)) / 4;
  }
  for (let i = tail; i < end; i++) {
    out[i] = ((source[i - radius] as number) + last + 2 * (source[i] as number)) / 4;
  }
}
