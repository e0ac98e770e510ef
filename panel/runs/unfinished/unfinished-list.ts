import { packError } from '../../../src/core/errors';
import type { EditorHost } from '../../../src/hosts/host';
import { failedBesideRuns, unfinishedListed } from '../../store/actions';
import type { Shelf } from '../../store/kept';
import type { PanelState } from '../../store/panel-state';
import type { Store } from '../../store/store';
import type { UnfinishedRun, UnfinishedRuns } from '../../store/unfinished';

export interface UnfinishedListDeps {
  readonly store: Store<PanelState>;
  readonly host: Pick<EditorHost, 'kind'>;
  readonly unfinished: UnfinishedRuns;
  readonly shelf: Pick<Shelf, 'list'>;
  /** Makes a new unique id. */
  readonly newId: () => string;
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
  newId,
}: UnfinishedListDeps): UnfinishedList {
  async function ours(): Promise<readonly UnfinishedRun[]> {
    const runs = await unfinished.list().catch(() => []);
    return runs.filter((run) => run.host === host.kind);
  }

  async function leaveNext({ id }: UnfinishedRun): Promise<void> {
    const next = newId();
    await unfinished.goToNext(id, next).catch(() => undefined);
    await unfinished.release(next).catch(() => undefined);
  }

  const list = async (): Promise<void> => {
    const [runs, kept] = await Promise.all([ours(), shelf.list().catch(() => [])]);
    const isMade = ({ id }: UnfinishedRun): boolean => kept.some((one) => one.id === id);
    const made = runs.filter(isMade);
    // The page ended between the two: its result is on the shelf, and what is left comes after it.
    for (const run of made) await leaveNext(run);
    const left = made.length === 0 ? runs : await ours();
    store.update(unfinishedListed(left.filter((run) => !isMade(run))));
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
