import type { SelectionMode, SelectionShape } from '../../select/selection-shape';
import type { Point } from '../../../core/geometry';

/** What the canvas tells the editor. */
export interface CanvasEvents {
  'tool-select': { readonly shape: SelectionShape; readonly mode: SelectionMode };
  'tool-deselect': null;
  /** Whole document pixels. */
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
