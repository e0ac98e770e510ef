import { type Rect, type Size, rectOfSize, sameSize } from '../core/geometry';
import { createMask, type Mask } from '../core/mask';

/** Values 0…255, rows from the top. */
interface Grid extends Size {
  readonly data: Uint8Array | Float32Array;
}

/** The two samples that each sample of another grid lies between; at the ends, one twice. */
interface Neighbours {
  readonly low: Int32Array;
  readonly high: Int32Array;
  /** Distance from the first's centre as a share of that to the second's, 0…1. */
  readonly share: Float32Array;
}

function neighbours(start: number, length: number, from: number, to: number): Neighbours {
  const low = new Int32Array(length);
  const high = new Int32Array(length);
  const share = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    const place = ((start + i + 0.5) * from) / to - 0.5;
    const index = Math.floor(place);
    low[i] = Math.max(0, Math.min(from - 1, index));
    high[i] = Math.max(0, Math.min(from - 1, index + 1));
    share[i] = place - index;
  }
  return { low, high, share };
}

/**
 * `area` of the grid drawn over `size` pixels, linear between centres, rounded; beyond the outermost
 * centres the grid goes on with its border. For enlarging: what shrinks would alias.
 */
export function linearPart(grid: Grid, size: Size, area: Rect): Mask {
  const mask = createMask(area);
  const columns = neighbours(area.x, area.width, grid.width, size.width);
  const rows = neighbours(area.y, area.height, grid.height, size.height);
  const { data, width } = grid;
  const first = columns.low[0] ?? 0;
  const end = (columns.high[area.width - 1] ?? 0) + 1;
  const mixed = new Float64Array(width);
  for (let y = 0; y < area.height; y++) {
    const above = (rows.low[y] as number) * width;
    const below = (rows.high[y] as number) * width;
    const down = rows.share[y] as number;
    for (let x = first; x < end; x++) {
      mixed[x] = (data[above + x] as number) * (1 - down) + (data[below + x] as number) * down;
    }
    const row = y * area.width;
    for (let x = 0; x < area.width; x++) {
      const across = columns.share[x] as number;
      const left = mixed[columns.low[x] as number] as number;
      const right = mixed[columns.high[x] as number] as number;
      mask.data[row + x] = left * (1 - across) + right * across + 0.5;
    }
  }
  return mask;
}

/** The same mask over as many pixels as `size`. */
export function enlargeMask(mask: Mask, size: Size): Mask {
  return sameSize(mask, size) ? mask : linearPart(mask, size, rectOfSize(size));
}
