import { type DocRect, type Size, grow, intersect, rectOfSize } from '../../core/geometry';
import { createMask, cropMask, type Mask } from '../../core/mask';
import { blurRows, gaussian, type Plane } from './gaussian';
import { selectionOf, selectionOn, type Selection } from './selection';

/** Cells per standard deviation: straight lines between their centres are exact to 0.3 of 255. */
const CELLS = 5;

/**
 * Softens by a Gaussian of standard deviation `sigma` pixels, within one level. The canvas's border is
 * no edge: a selection that reaches it stays as strong there as further in.
 */
export function feather(selection: Selection, sigma: number, canvas: Size): Selection | null {
  if (!(sigma > 0)) return selection;
  const cell = Math.max(1, Math.floor(sigma / CELLS));
  const area = wholeCells(grow(selection.bounds, Math.ceil(3.5 * sigma) + cell), cell);
  const small = averaged(withBorder(selection, area, canvas), cell);
  // Averaging over a cell and drawing straight lines between cells blur as well: d²/12 + d²/6.
  const rest = cell === 1 ? sigma : Math.sqrt((sigma / cell) ** 2 - 0.25);
  const kernel = gaussian(rest);
  const blurred = blurRows(blurRows(small, kernel), kernel);
  const inside = intersect(area, rectOfSize(canvas));
  const own = { ...inside, x: inside.x - area.x, y: inside.y - area.y };
  return selectionOf(interpolated(blurred, own, cell), inside.x, inside.y);
}

function wholeCells(area: DocRect, cell: number): DocRect {
  const width = Math.ceil(area.width / cell) * cell;
  const height = Math.ceil(area.height / cell) * cell;
  return { x: area.x, y: area.y, width, height };
}

/** The selection on `area`; outside the canvas the values of its border go on. */
function withBorder(selection: Selection, area: DocRect, canvas: Size): Mask {
  const inside = intersect(area, rectOfSize(canvas));
  const known = selectionOn(selection, inside);
  const left = inside.x - area.x;
  const top = inside.y - area.y;
  const mask = cropMask(known, { x: -left, y: -top, width: area.width, height: area.height });
  const right = left + inside.width;
  for (let y = top; y < top + inside.height; y++) {
    const row = mask.data.subarray(y * area.width, (y + 1) * area.width);
    row.fill(row[left] as number, 0, left);
    row.fill(row[right - 1] as number, right);
  }
  const rowAt = (y: number): Uint8Array => mask.data.slice(y * area.width, (y + 1) * area.width);
  const first = rowAt(top);
  const last = rowAt(top + inside.height - 1);
  for (let y = 0; y < top; y++) mask.data.set(first, y * area.width);
  for (let y = top + inside.height; y < area.height; y++) mask.data.set(last, y * area.width);
  return mask;
}

/** Means of the mask, one for each cell × cell square. */
function averaged(mask: Mask, cell: number): Plane {
  const width = mask.width / cell;
  const height = mask.height / cell;
  const data = new Float32Array(width * height);
  for (let y = 0, i = 0; y < mask.height; y++) {
    let to = Math.floor(y / cell) * width;
    for (let x = 0; x < width; x++, to++) {
      let sum = 0;
      for (let k = 0; k < cell; k++) sum += mask.data[i++] as number;
      data[to] = (data[to] as number) + sum / (cell * cell);
    }
  }
  return { width, height, data };
}

/** The plane interpolated to the pixels of `area`, relative to the plane's corner. */
function interpolated(plane: Plane, area: DocRect, cell: number): Mask {
  const mask = createMask(area);
  const columns = cellsOf(area.x, area.width, plane.width, cell);
  const rows = cellsOf(area.y, area.height, plane.height, cell);
  const { data, width } = plane;
  for (let y = 0; y < area.height; y++) {
    const top = (rows.low[y] as number) * width;
    const bottom = (rows.high[y] as number) * width;
    const v = rows.part[y] as number;
    for (let x = 0; x < area.width; x++) {
      const left = columns.low[x] as number;
      const right = columns.high[x] as number;
      const u = columns.part[x] as number;
      const a = (data[top + left] as number) * (1 - u) + (data[top + right] as number) * u;
      const b = (data[bottom + left] as number) * (1 - u) + (data[bottom + right] as number) * u;
      mask.data[y * area.width + x] = Math.round(a * (1 - v) + b * v);
    }
  }
  return mask;
}

interface Neighbours {
  readonly low: Int32Array;
  readonly high: Int32Array;
  /** Distance from the first's centre as a share of that to the second's, 0…1. */
  readonly part: Float32Array;
}

function cellsOf(start: number, length: number, cells: number, cell: number): Neighbours {
  const low = new Int32Array(length);
  const high = new Int32Array(length);
  const part = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    const at = (start + i + 0.5) / cell - 0.5;
    const index = Math.floor(at);
    low[i] = Math.max(0, Math.min(cells - 1, index));
    high[i] = Math.max(0, Math.min(cells - 1, index + 1));
    part[i] = at - index;
  }
  return { low, high, part };
}
