import { packError } from '../../../src/core/errors';
import type { EditorHost } from '../../../src/hosts/host';
import { failedBesideRuns, unfinishedListed } from '../../store/actions';
import type { Shelf } from '../../store/kept';
import type { PanelState } from '../../store/panel-state';
import type { Store } from '../../store/store';
import type { UnfinishedRuns } from '../../store/unfinished';

export interface UnfinishedListDeps {
  readonly store: Store<PanelState>;
  readonly host: Pick<EditorHost, 'kind'>;
  readonly unfinished: UnfinishedRuns;
  readonly shelf: Pick<Shelf, 'list'>;
}

/** The unfinished runs of this editor, in the store. Neither call rejects. */
export interface UnfinishedList {
  /** Tells the store which there are. */
  list(): Promise<void>;
  discard(id: string): Promise<void>;
}

export function createUnfinishedList({
  store,
  host,
  unfinished,
  shelf,
}: UnfinishedListDeps): UnfinishedList {
  const list = async (): Promise<void> => {
    const [runs, kept] = await Promise.all([
      unfinished.list().catch(() => []),
      shelf.list().catch(() => []),
    ]);
    const ours = runs.filter((run) => run.host === host.kind);
    // The page ended between the two: its result is on the shelf, and nothing is left to do.
    const finished = ours.filter(({ id }) => kept.some((one) => one.id === id));
    for (const { id } of finished) await unfinished.discard(id).catch(() => undefined);
    store.update(unfinishedListed(ours.filter((run) => !finished.includes(run))));
  };
  return {
    list,
    async discard(id) {
      try {
        await unfinished.discard(id);
      } catch (error) {
        store.update(failedBesideRuns(packError(error)));
      }
      await list();
    },
  };
}
