import type { SelectionMode, SelectionShape } from '../../select/selection-shape';
import type { Point } from '../../../core/geometry';

/** Events of the canvas, with the type of their detail. */
export interface CanvasEvents {
  'tool-select': { readonly shape: SelectionShape; readonly mode: SelectionMode };
  'tool-deselect': null;
  /** By whole document pixels. */
  'tool-carry': Point;
  /** Device pixels per document pixel. */
  'view-change': number;
  /** The error. */
  'view-failed': unknown;
}

export function emit<K extends keyof CanvasEvents>(
  from: EventTarget,
  type: K,
  detail: CanvasEvents[K],
): void {
  from.dispatchEvent(new CustomEvent(type, { detail }));
}
