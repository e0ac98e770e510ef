import type { Point } from '../../../core/geometry';
import type { SelectionMode, SelectionShape } from '../../select/selection-shape';
import type { SelectionTool } from './tool';

export interface Modifiers {
  readonly shift: boolean;
  readonly alt: boolean;
}

/**
 * A selection being drawn, in document pixels. As in Photoshop, a modifier that was down when the
 * drag began has chosen the mode, and shapes the drag only after it was let go and pressed again.
 */
export interface Drag {
  readonly tool: SelectionTool;
  readonly mode: SelectionMode;
  readonly start: Point;
  readonly end: Point;
  /** Places that the pointer has passed; only the lasso keeps them. */
  readonly points: readonly Point[];
  /** The modifiers that still count for the mode alone. */
  readonly spent: Modifiers;
  readonly square: boolean;
  readonly fromCentre: boolean;
}

/** The mode that the modifiers ask for, else the one chosen in the option bar. */
export function modeFor(chosen: SelectionMode, held: Modifiers): SelectionMode {
  if (held.shift && held.alt) return 'intersect';
  if (held.shift) return 'add';
  if (held.alt) return 'subtract';
  return chosen;
}

/** Begins a drag. With nothing selected the modifiers shape it at once. */
export function beginDrag(
  tool: SelectionTool,
  at: Point,
  held: Modifiers,
  chosen: SelectionMode,
  hasSelection: boolean,
): Drag {
  return {
    tool,
    mode: hasSelection ? modeFor(chosen, held) : 'replace',
    start: at,
    end: at,
    points: [at],
    spent: hasSelection ? held : { shift: false, alt: false },
    square: !hasSelection && held.shift,
    fromCentre: !hasSelection && held.alt,
  };
}

/** Moves the drag to a document point under the modifiers that are held. */
export function moveDrag(drag: Drag, to: Point, held: Modifiers): Drag {
  const spent = {
    shift: drag.spent.shift && held.shift,
    alt: drag.spent.alt && held.alt,
  };
  return {
    ...drag,
    end: to,
    points: drag.tool === 'lasso' ? [...drag.points, to] : drag.points,
    spent,
    square: held.shift && !spent.shift,
    fromCentre: held.alt && !spent.alt,
  };
}

/** Moves the whole shape along (the space bar during a drag). */
export function carryDrag(drag: Drag, to: Point): Drag {
  const dx = to.x - drag.end.x;
  const dy = to.y - drag.end.y;
  const moved = (p: Point): Point => ({ x: p.x + dx, y: p.y + dy });
  return { ...drag, start: moved(drag.start), end: to, points: drag.points.map(moved) };
}

/** The shape drawn so far; null while it is empty. Rectangles are on whole pixels. */
export function shapeOf(drag: Drag): SelectionShape | null {
  if (drag.tool === 'lasso') {
    return drag.points.length < 3 || isFlat(drag.points)
      ? null
      : { kind: 'lasso', points: drag.points };
  }
  const start = { x: Math.round(drag.start.x), y: Math.round(drag.start.y) };
  let dx = Math.round(drag.end.x) - start.x;
  let dy = Math.round(drag.end.y) - start.y;
  if (drag.square) {
    const side = Math.max(Math.abs(dx), Math.abs(dy));
    dx = dx < 0 ? -side : side;
    dy = dy < 0 ? -side : side;
  }
  const width = Math.abs(dx) * (drag.fromCentre ? 2 : 1);
  const height = Math.abs(dy) * (drag.fromCentre ? 2 : 1);
  if (width === 0 || height === 0) return null;
  const x = drag.fromCentre ? start.x - Math.abs(dx) : Math.min(start.x, start.x + dx);
  const y = drag.fromCentre ? start.y - Math.abs(dy) : Math.min(start.y, start.y + dy);
  const kind = drag.tool === 'rect' ? 'rectangle' : 'ellipse';
  return { kind, rect: { x, y, width, height } };
}

function isFlat(points: readonly Point[]): boolean {
  const xs = points.map((p) => p.x);
  const ys = points.map((p) => p.y);
  return spread(xs) < 1 && spread(ys) < 1;
}

function spread(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b));
}
