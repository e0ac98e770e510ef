import type { Shelf } from '../store/kept';
import type { PanelState } from '../store/panel-state';
import { shownResults } from '../store/results';
import type { Store } from '../store/store';

/** Tells the shelf which results the page shows, so that none of them makes room for another. */
export function holdShown(store: Store<PanelState>, shelf: Pick<Shelf, 'hold'>): void {
  let held = '';
  store.subscribe((state) => {
    const ids = shownResults(state);
    if (ids.join() === held) return;
    held = ids.join();
    // A worker that has died says so to those who wait for a result of it.
    shelf.hold(ids).catch(() => undefined);
  });
}
