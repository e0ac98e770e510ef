import { type Size, intersect, rectOfSize, union } from '../../core/geometry';
import { selectionOf, selectionOn, solidSelection, type Selection } from './selection';
import type { SelectionMode } from './selection-shape';

/**
 * Joins a new shape with the selection: larger value (add), smaller (intersect), smaller with the
 * complement (subtract). Doing the same twice changes nothing, soft edges included.
 */
export function combine(
  current: Selection | null,
  shape: Selection | null,
  mode: SelectionMode,
): Selection | null {
  switch (mode) {
    case 'replace':
      return shape;
    case 'add':
      if (current === null || shape === null) return current ?? shape;
      return joined(current, shape, union(current.bounds, shape.bounds), Math.max);
    case 'subtract':
      if (current === null || shape === null) return current;
      return joined(current, shape, current.bounds, (a, b) => Math.min(a, 255 - b));
    case 'intersect':
      if (current === null || shape === null) return null;
      return joined(current, shape, intersect(current.bounds, shape.bounds), Math.min);
  }
}

function joined(
  a: Selection,
  b: Selection,
  area: Selection['bounds'],
  value: (a: number, b: number) => number,
): Selection | null {
  const mask = selectionOn(a, area);
  const other = selectionOn(b, area).data;
  const { data } = mask;
  for (let i = 0; i < data.length; i++) data[i] = value(data[i] as number, other[i] as number);
  return selectionOf(mask, area.x, area.y);
}

/** The selection's complement. Nothing selected inverts to everything, as in other editors. */
export function invert(selection: Selection | null, canvas: Size): Selection | null {
  const all = rectOfSize(canvas);
  if (selection === null) return solidSelection(all, canvas);
  const mask = selectionOn(selection, all);
  const { data } = mask;
  for (let i = 0; i < data.length; i++) data[i] = 255 - (data[i] as number);
  return selectionOf(mask, 0, 0);
}
