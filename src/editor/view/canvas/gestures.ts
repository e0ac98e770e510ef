import type { Point } from '../../../core/geometry';
import type { SelectionMode } from '../../select/selection-shape';
import {
  beginDrag,
  carryDrag,
  modeFor,
  moveDrag,
  type Drag,
  type Modifiers,
} from '../tools/selection-drag';
import { isSelectionTool, type Tool } from '../tools/tool';

/** Actions of the pointer; points are in CSS pixels of the element unless they say otherwise. */
export interface PointerActions {
  /** The tool in use: the hand while the space bar is down. */
  tool(): Tool;
  mode(): SelectionMode;
  spaceDown(): boolean;
  hasSelection(): boolean;
  /** Whether a place is inside the selection. */
  overSelection(at: Point): boolean;
  toDocument(at: Point): Point;
  panBy(dx: number, dy: number): void;
  zoomBy(factor: number, anchor: Point): void;
  zoomStep(direction: 1 | -1, anchor: Point): void;
  /** Shows the shape being drawn; null: none. */
  drawing(drag: Drag | null): void;
  draw(drag: Drag): void;
  /** Shows the selection moved by whole document pixels; null: not moved. */
  carrying(offset: Point | null): void;
  carry(offset: Point): void;
  click(): void;
  hover(at: Point | null): void;
}

/** What one pointer does from going down to coming up. */
export interface Gesture {
  move(step: PointerStep): void;
  /** The pointer came up. */
  finish(held: Modifiers): void;
  /** Takes back what was shown. */
  cancel?(): void;
  /** Applies a modifier that went down or up while the pointer stood still. */
  modifiersChanged?(held: Modifiers): void;
}

export interface PointerStep {
  readonly at: Point;
  readonly held: Modifiers;
  /** All places since the step before, of which the browser reports only the last as an event. */
  readonly trail: () => readonly Point[];
}

/** CSS pixels a pointer may wander and still be a click. */
const CLICK_SLACK = 3;
/** CSS pixels of sideways drag that double the zoom. */
const SCRUB_DOUBLES = 120;

/** The gesture of `tool` that begins here. */
export function beginGesture(
  tool: Tool,
  at: Point,
  held: Modifiers,
  actions: PointerActions,
): Gesture {
  if (tool === 'hand') return new Pan(at, actions);
  if (!isSelectionTool(tool)) return new Zoom(at, actions);
  const replaces = modeFor(actions.mode(), held) === 'replace';
  if (replaces && actions.overSelection(at)) return new Carry(at, actions);
  const from = actions.toDocument(at);
  const drag = beginDrag(tool, from, held, actions.mode(), actions.hasSelection());
  return new Draw(at, actions, drag);
}

/** A pointer that was put down, and may come up where it went down: a click. */
abstract class Press implements Gesture {
  /** It has left the place of a click; it may come back there. */
  protected moved = false;

  constructor(
    protected readonly start: Point,
    protected readonly actions: PointerActions,
  ) {}

  move(step: PointerStep): void {
    const { start } = this;
    this.moved ||= Math.hypot(step.at.x - start.x, step.at.y - start.y) > CLICK_SLACK;
    this.moveTo(step);
  }

  protected abstract moveTo(step: PointerStep): void;
  abstract finish(held: Modifiers): void;
}

class Pan extends Press {
  private last = this.start;

  protected moveTo({ at }: PointerStep): void {
    this.actions.panBy(at.x - this.last.x, at.y - this.last.y);
    this.last = at;
  }

  finish(): void {}
}

/** Zooms continuously while dragged sideways; a click goes one step. */
class Zoom extends Press {
  private last = this.start;

  protected moveTo({ at }: PointerStep): void {
    if (this.moved) this.actions.zoomBy(2 ** ((at.x - this.last.x) / SCRUB_DOUBLES), this.start);
    this.last = at;
  }

  finish({ alt }: Modifiers): void {
    if (!this.moved) this.actions.zoomStep(alt ? -1 : 1, this.start);
  }
}

/** Draws a selection; a click where it would replace one removes that. */
class Draw extends Press {
  constructor(
    start: Point,
    actions: PointerActions,
    private drag: Drag,
  ) {
    super(start, actions);
  }

  protected moveTo(step: PointerStep): void {
    this.drag = this.drawnTo(step);
    this.actions.drawing(this.moved ? this.drag : null);
  }

  finish(): void {
    if (this.moved) this.actions.draw(this.drag);
    else if (this.drag.mode === 'replace') this.actions.click();
  }

  cancel(): void {
    this.actions.drawing(null);
  }

  modifiersChanged(held: Modifiers): void {
    if (this.drag.tool === 'lasso') return;
    this.drag = moveDrag(this.drag, this.drag.end, held);
    if (this.moved) this.actions.drawing(this.drag);
  }

  private drawnTo({ at, held, trail }: PointerStep): Drag {
    const { actions, drag } = this;
    if (drag.tool !== 'lasso') {
      const to = actions.toDocument(at);
      return actions.spaceDown() ? carryDrag(drag, to) : moveDrag(drag, to, held);
    }
    return trail().reduce((drawn, place) => moveDrag(drawn, actions.toDocument(place), held), drag);
  }
}

/** Moves the selection by whole document pixels; a click removes it. */
class Carry extends Press {
  private offset: Point = { x: 0, y: 0 };

  protected moveTo({ at }: PointerStep): void {
    const from = this.actions.toDocument(this.start);
    const to = this.actions.toDocument(at);
    this.offset = { x: Math.round(to.x - from.x), y: Math.round(to.y - from.y) };
    this.actions.carrying(this.moved ? this.offset : null);
  }

  finish(): void {
    if (this.moved) this.actions.carry(this.offset);
    else this.actions.click();
  }

  cancel(): void {
    this.actions.carrying(null);
  }
}

/** Two fingers: their middle pans, their distance zooms. */
export class Pinch {
  private last: Fingers;

  constructor(
    touches: Iterable<Point>,
    private readonly actions: PointerActions,
  ) {
    this.last = fingersOf(touches);
  }

  move(touches: Iterable<Point>): void {
    const { last, actions } = this;
    const now = fingersOf(touches);
    actions.panBy(now.middle.x - last.middle.x, now.middle.y - last.middle.y);
    actions.zoomBy(now.distance / Math.max(1, last.distance), now.middle);
    this.last = now;
  }
}

interface Fingers {
  readonly middle: Point;
  readonly distance: number;
}

function fingersOf(touches: Iterable<Point>): Fingers {
  const [a = { x: 0, y: 0 }, b = a] = [...touches];
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  return { middle, distance: Math.hypot(a.x - b.x, a.y - b.y) };
}
