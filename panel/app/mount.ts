import { render } from 'lit';
import type { PanelState } from '../store/panel-state';
import type { Store } from '../store/store';
import { formatFor } from '../strings/format';
import { stringsFor } from '../strings/strings';
import { panelView } from '../views/panel';
import type { PanelActions } from '../views/view-input';
import { keepFocus } from './keep-focus';

/** How often the remaining time is drawn anew during a run, milliseconds. */
const TICK_MS = 500;

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
    keepFocus(root, () => render(panelView(view), root));
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
