import { scaleRect, scaleSize } from '../../core/geometry';
import { resizePlane } from '../../pixels/resample';
import { selectionOf, type Selection } from './selection';

/** The selection on a canvas `factor` times as large. */
export function scaleSelection(selection: Selection, factor: number): Selection | null {
  const bounds = scaleRect(selection.bounds, factor);
  if (selection.data === null) return { bounds, data: null };
  const to = scaleSize(selection.bounds, factor);
  const rows = { first: 0, count: to.height };
  const resized = resizePlane(Float32Array.from(selection.data), selection.bounds, to, rows);
  const data = Uint8Array.from(resized, (value) => Math.max(0, Math.min(255, Math.round(value))));
  return selectionOf({ width: to.width, height: to.height, data }, bounds.x, bounds.y);
}
