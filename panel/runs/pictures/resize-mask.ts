import { type Size, sameSize } from '../../../src/core/geometry';
import { createMask, type Mask } from '../../../src/core/mask';

/** The mask resampled to `size` linearly. */
export function resizeMask(mask: Mask, size: Size): Mask {
  if (sameSize(mask, size)) return mask;
  const out = createMask(size);
  const { width, data } = mask;
  for (let y = 0; y < size.height; y++) {
    const row = between(y, mask.height, size.height);
    for (let x = 0; x < size.width; x++) {
      const column = between(x, width, size.width);
      const line = (start: number): number =>
        mix(data[start + column.low] ?? 0, data[start + column.high] ?? 0, column.share);
      const value = mix(line(row.low * width), line(row.high * width), row.share);
      out.data[y * size.width + x] = Math.round(value);
    }
  }
  return out;
}

/** The two samples out of `from` that sample `at` out of `to` lies between; the border goes on. */
function between(
  at: number,
  from: number,
  to: number,
): { readonly low: number; readonly high: number; readonly share: number } {
  const place = Math.min(from - 1, Math.max(0, ((at + 0.5) * from) / to - 0.5));
  const low = Math.floor(place);
  return { low, high: Math.min(from - 1, low + 1), share: place - low };
}

function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}
