import { render, type LitElement } from 'lit';
import type { PanelState } from '../store/panel-state';
import type { Store } from '../store/store';
import { formatFor } from '../strings/format';
import { stringsFor } from '../strings/strings';
import { panelView } from '../views/panel';
import type { PanelActions } from '../views/view-input';

/** How often the remaining time is drawn anew during a run, milliseconds. */
const TICK_MS = 500;

const BUTTONS = 'sp-button:not([disabled]), sp-action-button:not([disabled])';

export interface MountDeps {
  readonly store: Store<PanelState>;
  readonly actions: PanelActions;
  readonly version: string;
}

/** Draws the panel into `root` whenever the state changes, at most once a task. */
export function mountPanel(root: HTMLElement, { store, actions, version }: MountDeps): void {
  let queued = false;
  let ticking: ReturnType<typeof setInterval> | null = null;

  function draw(): void {
    queued = false;
    const state = store.get();
    const view = {
      state,
      t: stringsFor(state.language),
      f: formatFor(state.language),
      act: actions,
      nowMs: performance.now(),
      wallClockMs: Date.now(),
      version,
    };
    const focused = document.activeElement;
    const home = focused?.closest('[data-keeps-focus]') ?? null;
    render(panelView(view), root);
    if (focused !== null && !focused.isConnected) focusNearby(root, home);
    tick(state.run.state === 'running');
  }

  function tick(running: boolean): void {
    if (running && ticking === null) ticking = setInterval(draw, TICK_MS);
    if (running || ticking === null) return;
    clearInterval(ticking);
    ticking = null;
  }

  store.subscribe(() => {
    if (queued) return;
    queued = true;
    queueMicrotask(draw);
  });
  draw();
}

/**
 * Moves the focus, when the control that had it has vanished, to what takes it in the place that it
 * was a part of, else to the first button there; where there is neither, to the big button.
 */
function focusNearby(root: HTMLElement, home: Element | null): void {
  const next =
    (home?.isConnected === true ? nextIn(home) : null) ??
    root.querySelector<Focusable>('#cancel, #upscale');
  // A component can take the focus once it has drawn itself.
  void Promise.resolve(next?.updateComplete).then(() => next?.focus());
}

type Focusable = HTMLElement & Partial<Pick<LitElement, 'updateComplete'>>;

/** What lies in a closed section cannot take the focus. */
function nextIn(home: Element): Focusable | null {
  const takers = [
    ...home.querySelectorAll<Focusable>('[data-takes-focus]'),
    ...home.querySelectorAll<Focusable>(BUTTONS),
  ];
  return takers.find((one) => one.closest('details:not([open])') === null) ?? null;
}
