import type { Point } from '../../../core/geometry';
import type { Modifiers } from '../tools/selection-drag';
import { beginGesture, Pinch, type Gesture, type PointerActions } from './gestures';

const MIDDLE_BUTTON = 1;

/** Turns pointer events (mouse, pen, fingers) into gestures: one pointer's, or two fingers'. */
export class CanvasPointer {
  private active: { readonly id: number; readonly gesture: Gesture } | null = null;
  private pinch: Pinch | null = null;
  private readonly touches = new Map<number, Point>();

  constructor(
    private readonly element: HTMLElement,
    private readonly actions: PointerActions,
  ) {}

  get busy(): boolean {
    return this.active !== null || this.pinch !== null;
  }

  readonly down = (event: PointerEvent): void => {
    const { pointerId: id, button } = event;
    const at = this.place(event);
    if (event.pointerType === 'touch') this.touches.set(id, at);
    if (this.touches.size === 2) {
      this.endGesture();
      this.pinch = new Pinch(this.touches.values(), this.actions);
      return;
    }
    if (this.busy || (button !== 0 && button !== MIDDLE_BUTTON)) return;
    this.element.setPointerCapture(id);
    const tool = button === MIDDLE_BUTTON ? 'hand' : this.actions.tool();
    this.active = { id, gesture: beginGesture(tool, at, modifiers(event), this.actions) };
    if (button === MIDDLE_BUTTON) event.preventDefault();
  };

  readonly move = (event: PointerEvent): void => {
    const at = this.place(event);
    this.actions.hover(at);
    if (this.touches.has(event.pointerId)) this.touches.set(event.pointerId, at);
    if (this.pinch !== null) this.pinch.move(this.touches.values());
    else if (this.active?.id === event.pointerId) {
      const trail = (): readonly Point[] => this.trail(event);
      this.active.gesture.move({ at, held: modifiers(event), trail });
    }
  };

  readonly up = (event: PointerEvent): void => {
    this.touches.delete(event.pointerId);
    if (this.pinch !== null) {
      if (this.touches.size < 2) this.pinch = null;
      return;
    }
    if (this.active?.id !== event.pointerId) return;
    const { gesture } = this.active;
    this.active = null;
    gesture.finish(modifiers(event));
  };

  readonly leave = (): void => {
    if (!this.busy) this.actions.hover(null);
  };

  /** Ends the gesture without effect. */
  readonly cancel = (): void => {
    this.endGesture();
    this.pinch = null;
    this.touches.clear();
  };

  /** Applies a modifier that went down or up while the pointer stood still. */
  modifiersChanged(held: Modifiers): void {
    this.active?.gesture.modifiersChanged?.(held);
  }

  private endGesture(): void {
    this.active?.gesture.cancel?.();
    this.active = null;
  }

  private trail(event: PointerEvent): readonly Point[] {
    const steps = event.getCoalescedEvents();
    return (steps.length > 0 ? steps : [event]).map((step) => this.place(step));
  }

  private place(event: MouseEvent): Point {
    const box = this.element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }
}

function modifiers(event: MouseEvent): Modifiers {
  return { shift: event.shiftKey, alt: event.altKey };
}
