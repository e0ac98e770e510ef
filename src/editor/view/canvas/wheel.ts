/** Effect of a turn of the wheel, or of two fingers on a trackpad. CSS pixels. */
export type WheelAction =
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'pan'; readonly dx: number; readonly dy: number };

export interface WheelTurn {
  readonly deltaX: number;
  readonly deltaY: number;
  /** 0 pixels, 1 lines, 2 pages, as in WheelEvent. */
  readonly deltaMode: number;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const LINE = 16;
const PAGE = 400;
/** Largest step of the zoom: a notch reports 100 pixels and more, a pinch a few. */
const MAX_ZOOM_DELTA = 25;

/** Ctrl, Cmd or Alt zoom (browsers report a pinch as Ctrl + wheel); Shift turns it sideways. */
export function wheelAction(turn: WheelTurn): WheelAction {
  const unit = turn.deltaMode === 1 ? LINE : turn.deltaMode === 2 ? PAGE : 1;
  const dx = turn.deltaX * unit;
  const dy = turn.deltaY * unit;
  if (turn.ctrlKey || turn.metaKey || turn.altKey) {
    const delta = Math.min(MAX_ZOOM_DELTA, Math.max(-MAX_ZOOM_DELTA, dy === 0 ? dx : dy));
    return { kind: 'zoom', factor: Math.exp(-delta / 100) };
  }
  return turn.shiftKey && dx === 0 ? pan(-dy, 0) : pan(-dx, -dy);
}

function pan(dx: number, dy: number): WheelAction {
  // -0 would be another number to a strict comparison.
  return { kind: 'pan', dx: dx === 0 ? 0 : dx, dy: dy === 0 ? 0 : dy };
}
