import { keptName } from '../store/kept-name';
import { namesOf, type KeptSummary, type Shelf } from '../store/kept';
import type { PanelState } from '../store/panel-state';
import { documentResults } from '../store/results';
import type { Store } from '../store/store';

interface FollowedNames {
  readonly store: Store<PanelState>;
  readonly shelf: Pick<Shelf, 'rename'>;
  readonly listKept: () => Promise<void>;
}

/**
 * Notes with its results each name that the document in front gets while the panel looks on, so that
 * they are found under it after the panel, or the document, was closed. Results of an earlier visit
 * go with it as those of this one do.
 */
export function followNames({ store, shelf, listKept }: FollowedNames): void {
  let before = store.get();
  const noted = new Set<string>();

  async function note(results: readonly KeptSummary[], name: string): Promise<void> {
    for (const { id } of results) await shelf.rename(id, name);
    if (results.length > 0) await listKept();
  }

  store.subscribe((state) => {
    if (state.snapshot === before.snapshot && state.kept === before.kept) return;
    const was = before.snapshot?.document ?? null;
    const document = state.snapshot?.document ?? null;
    // What belonged to it under the name before belongs to it now.
    const stays = was !== null && was.id === document?.id ? documentResults(before) : [];
    before = state;
    if (document === null) return;
    const name = keptName(document.name);
    const unnamed = new Set([...stays, ...documentResults(state)].filter(lacks(name)));
    const fresh = [...unnamed].filter(({ id }) => !noted.has(id + name));
    for (const { id } of fresh) noted.add(id + name);
    // A disk that is full leaves the name to be found by the picture.
    note(fresh, name).catch(() => undefined);
  });
}

function lacks(name: string): (one: KeptSummary) => boolean {
  return (one) => !namesOf(one).includes(name);
}
