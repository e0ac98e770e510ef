import { type DocRect, type Size, grow, intersect, rectOfSize } from '../../core/geometry';
import { cropMask, type Mask } from '../../core/mask';
import { blurRows, type Plane } from '../../pixels/blur-rows';
import { gaussianKernel } from '../../pixels/gaussian';
import { linearPart } from '../../pixels/linear';
import { selectionOf, selectionOn, type Selection } from './selection';

/** Standard deviations after which the Gaussian is cut: what is left out is a tenth of a level. */
const REACH = 3.5;

/** Cells per standard deviation: straight lines between their centres are exact to 0.3 of 255. */
const CELLS = 5;

/**
 * Softens by a Gaussian of standard deviation `sigma` pixels, within one level. The canvas's border is
 * no edge: a selection that reaches it stays as strong there as further in.
 */
export function feather(selection: Selection, sigma: number, canvas: Size): Selection | null {
  if (!(sigma > 0)) return selection;
  const cell = Math.max(1, Math.floor(sigma / CELLS));
  const area = wholeCells(grow(selection.bounds, Math.ceil(REACH * sigma) + cell), cell);
  const small = averaged(withBorder(selection, area, canvas), cell);
  // Averaging over a cell and drawing straight lines between cells blur as well: d²/12 + d²/6.
  const rest = cell === 1 ? sigma : Math.sqrt((sigma / cell) ** 2 - 0.25);
  const kernel = gaussianKernel(rest, REACH);
  const blurred = blurRows(blurRows(small, kernel), kernel);
  const inside = intersect(area, rectOfSize(canvas));
  const own = { ...inside, x: inside.x - area.x, y: inside.y - area.y };
  return selectionOf(linearPart(blurred, area, own), inside.x, inside.y);
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
