import type { SelectionMode } from '../../select/selection-shape';
import {
  beginDrag,
  carryDrag,
  modeFor,
  moveDrag,
  type Drag,
  type Modifiers,
} from '../tools/gesture';
import { isSelectionTool, type Tool } from '../tools/tool';
import type { Point } from '../../../core/geometry';

/** What the pointer can do; points are in CSS pixels of the element unless they say otherwise. */
export interface PointerActions {
  /** The tool that works now: the hand while the space bar is down. */
  tool(): Tool;
  mode(): SelectionMode;
  spaceDown(): boolean;
  hasSelection(): boolean;
  /** Whether this place lies inside what is selected. */
  overSelection(at: Point): boolean;
  toDocument(at: Point): Point;
  panBy(dx: number, dy: number): void;
  zoomBy(factor: number, anchor: Point): void;
  zoomStep(direction: 1 | -1, anchor: Point): void;
  /** Shows the shape being drawn; null: none. */
  drawing(drag: Drag | null, at: Point | null): void;
  draw(drag: Drag): void;
  /** Shows the selection moved by whole document pixels; null: not moved. */
  carrying(offset: Point | null): void;
  carry(offset: Point): void;
  click(): void;
  hover(at: Point | null): void;
}

type Gesture =
  | { readonly kind: 'pan'; readonly id: number; readonly last: Point }
  | { readonly kind: 'zoom'; readonly id: number; readonly start: Point; readonly last: Point }
  | { readonly kind: 'draw'; readonly id: number; readonly start: Point; readonly drag: Drag }
  | { readonly kind: 'carry'; readonly id: number; readonly start: Point; readonly offset: Point }
  | { readonly kind: 'pinch'; readonly middle: Point; readonly distance: number };

/** CSS pixels a pointer may wander and still be a click. */
const CLICK_SLACK = 3;
/** CSS pixels of sideways drag that double the zoom. */
const SCRUB_DOUBLES = 120;
const MIDDLE_BUTTON = 1;

/** Turns pointer events (mouse, pen, fingers) into the actions of the tools. */
export class CanvasPointer {
  private gesture: Gesture | null = null;
  private moved = false;
  private readonly touches = new Map<number, Point>();

  constructor(
    private readonly element: HTMLElement,
    private readonly actions: PointerActions,
  ) {}

  get busy(): boolean {
    return this.gesture !== null;
  }

  readonly down = (event: PointerEvent): void => {
    const at = this.place(event);
    if (event.pointerType === 'touch') this.touches.set(event.pointerId, at);
    if (this.touches.size === 2) {
      this.beginPinch();
      return;
    }
    if (this.gesture !== null || (event.button !== 0 && event.button !== MIDDLE_BUTTON)) return;
    this.element.setPointerCapture(event.pointerId);
    this.moved = false;
    this.gesture = this.begin(event, at);
    if (event.button === MIDDLE_BUTTON) event.preventDefault();
  };

  readonly move = (event: PointerEvent): void => {
    const at = this.place(event);
    this.actions.hover(at);
    if (this.touches.has(event.pointerId)) this.touches.set(event.pointerId, at);
    const gesture = this.gesture;
    if (gesture === null) return;
    if (gesture.kind === 'pinch') {
      this.pinch(gesture);
      return;
    }
    if (gesture.id !== event.pointerId) return;
    if (gesture.kind !== 'pan') this.moved ||= far(gesture.start, at);
    switch (gesture.kind) {
      case 'pan':
        this.actions.panBy(at.x - gesture.last.x, at.y - gesture.last.y);
        this.gesture = { ...gesture, last: at };
        return;
      case 'zoom':
        if (this.moved) {
          this.actions.zoomBy(2 ** ((at.x - gesture.last.x) / SCRUB_DOUBLES), gesture.start);
        }
        this.gesture = { ...gesture, last: at };
        return;
      case 'draw': {
        const drag = this.drawTo(gesture.drag, event);
        this.gesture = { ...gesture, drag };
        this.actions.drawing(this.moved ? drag : null, at);
        return;
      }
      case 'carry': {
        const from = this.actions.toDocument(gesture.start);
        const to = this.actions.toDocument(at);
        const offset = { x: Math.round(to.x - from.x), y: Math.round(to.y - from.y) };
        this.gesture = { ...gesture, offset };
        this.actions.carrying(this.moved ? offset : null);
        return;
      }
    }
  };

  readonly up = (event: PointerEvent): void => {
    this.touches.delete(event.pointerId);
    const gesture = this.gesture;
    if (gesture === null) return;
    if (gesture.kind === 'pinch') {
      if (this.touches.size < 2) this.gesture = null;
      return;
    }
    if (gesture.id !== event.pointerId) return;
    this.gesture = null;
    this.finish(gesture, event);
  };

  readonly leave = (): void => {
    if (this.gesture === null) this.actions.hover(null);
  };

  /** Ends what goes on without effect. */
  readonly cancel = (): void => {
    if (this.gesture?.kind === 'draw') this.actions.drawing(null, null);
    if (this.gesture?.kind === 'carry') this.actions.carrying(null);
    this.gesture = null;
    this.touches.clear();
  };

  /** A modifier went down or up while the pointer stood still. */
  modifiersChanged(held: Modifiers): void {
    if (this.gesture?.kind !== 'draw' || this.gesture.drag.tool === 'lasso') return;
    const drag = moveDrag(this.gesture.drag, this.gesture.drag.end, held);
    this.gesture = { ...this.gesture, drag };
    if (this.moved) this.actions.drawing(drag, null);
  }

  private begin(event: PointerEvent, at: Point): Gesture {
    const id = event.pointerId;
    const tool = event.button === MIDDLE_BUTTON ? 'hand' : this.actions.tool();
    if (tool === 'hand') return { kind: 'pan', id, last: at };
    if (!isSelectionTool(tool)) return { kind: 'zoom', id, start: at, last: at };
    const held = modifiers(event);
    const replaces = modeFor(this.actions.mode(), held) === 'replace';
    if (replaces && this.actions.overSelection(at)) {
      return { kind: 'carry', id, start: at, offset: { x: 0, y: 0 } };
    }
    const from = this.actions.toDocument(at);
    const drag = beginDrag(tool, from, held, this.actions.mode(), this.actions.hasSelection());
    return { kind: 'draw', id, start: at, drag };
  }

  private drawTo(drag: Drag, event: PointerEvent): Drag {
    const held = modifiers(event);
    if (drag.tool !== 'lasso') {
      const to = this.actions.toDocument(this.place(event));
      return this.actions.spaceDown() ? carryDrag(drag, to) : moveDrag(drag, to, held);
    }
    const steps = event.getCoalescedEvents();
    return (steps.length > 0 ? steps : [event]).reduce(
      (drawn, step) => moveDrag(drawn, this.actions.toDocument(this.place(step)), held),
      drag,
    );
  }

  private finish(gesture: Exclude<Gesture, { kind: 'pinch' }>, event: PointerEvent): void {
    switch (gesture.kind) {
      case 'pan':
        return;
      case 'zoom':
        if (!this.moved) this.actions.zoomStep(event.altKey ? -1 : 1, gesture.start);
        return;
      case 'draw':
        if (this.moved) this.actions.draw(gesture.drag);
        else if (gesture.drag.mode === 'replace') this.actions.click();
        return;
      case 'carry':
        if (this.moved) this.actions.carry(gesture.offset);
        else this.actions.click();
        return;
    }
  }

  private beginPinch(): void {
    this.gesture = null;
    this.actions.drawing(null, null);
    this.actions.carrying(null);
    this.gesture = { kind: 'pinch', ...this.fingers() };
  }

  private pinch(before: Extract<Gesture, { kind: 'pinch' }>): void {
    const now = this.fingers();
    this.actions.panBy(now.middle.x - before.middle.x, now.middle.y - before.middle.y);
    this.actions.zoomBy(now.distance / Math.max(1, before.distance), now.middle);
    this.gesture = { kind: 'pinch', ...now };
  }

  private fingers(): { middle: Point; distance: number } {
    const [a = { x: 0, y: 0 }, b = a] = [...this.touches.values()];
    const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    return { middle, distance: Math.hypot(a.x - b.x, a.y - b.y) };
  }

  private place(event: MouseEvent): Point {
    const box = this.element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }
}

function modifiers(event: MouseEvent): Modifiers {
  return { shift: event.shiftKey, alt: event.altKey };
}

function far(a: Point, b: Point): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) > CLICK_SLACK;
}
