import type { LayerResult } from '../../src/core/document';
import { packError } from '../../src/core/errors';
import type { EditorHost } from '../../src/hosts/host';
import { failedBesideRuns, keptListed } from '../store/actions';
import { waiting, type Shelf } from '../store/kept';
import type { PanelState } from '../store/panel-state';
import type { Pictures } from '../store/pictures';
import { pngName } from '../store/png-name';
import type { Store } from '../store/store';
import { forEditor } from './layer-result';

export interface KeptDeps {
  readonly store: Store<PanelState>;
  readonly host: EditorHost;
  readonly pictures: Pictures;
  readonly shelf: Shelf;
  /** Whether the editor finds this result in a document already. */
  readonly wasInserted: (result: LayerResult) => Promise<boolean>;
}

/** What can be done with kept results besides inserting them. */
export interface KeptResults {
  /** Tells the store what is on the shelf. */
  list(): Promise<void>;
  /** Notes that results are inserted whose confirmation was lost. */
  confirm(): Promise<void>;
  /** Packs what was stored in a hurry, and lists what is left within the budget. */
  tidy(): Promise<void>;
  discard(id: string): Promise<void>;
  /** Reads a result; null when it is gone or unreadable (the store then shows why). */
  png(id: string): Promise<{ readonly name: string; readonly blob: Blob } | null>;
}

export function createKeptResults(deps: KeptDeps): KeptResults {
  const { store, host, pictures, shelf } = deps;
  const list = async (): Promise<void> => {
    store.update(keptListed(await shelf.list()));
  };
  return {
    list,

    async confirm(): Promise<void> {
      for (const { id, host: kind } of waiting(await shelf.list())) {
        const kept = kind === host.kind ? await shelf.take(id).catch(() => null) : null;
        if (kept === null) continue;
        const isInserted = await deps.wasInserted(await forEditor(kept, pictures));
        if (isInserted) await shelf.place(id, 'inserted');
      }
    },

    async tidy(): Promise<void> {
      await shelf.tidy();
      await list();
    },

    async discard(id): Promise<void> {
      try {
        await shelf.discard(id);
        await list();
      } catch (error) {
        store.update(failedBesideRuns(packError(error)));
      }
    },

    async png(id): ReturnType<KeptResults['png']> {
      try {
        const kept = await shelf.take(id);
        if (kept === null) return null;
        const { summary } = kept;
        const result = await pictures.shown(kept.result, false);
        // A smart object's `image` is only how it looks at the size of the document.
        const picture = result.mode === 'smart-object' ? result.content : result.image;
        const blob = await pictures.png(picture, result.mask, kept.colors);
        return { name: pngName(summary), blob };
      } catch (error) {
        store.update(failedBesideRuns(packError(error)));
        return null;
      }
    },
  };
}
