import type { LayerRef } from '../../src/core/document';
import { DocumentError } from '../../src/core/errors';
import type { EditorHost } from '../../src/hosts/host';
import type { KeptResult, Shelf } from '../store/kept';
import type { PanelState } from '../store/panel-state';
import type { Pictures } from '../store/pictures';
import type { Replaceable } from '../store/results';
import { resultBecame, resultLayerGone } from '../store/results-actions';
import type { Store } from '../store/store';
import { forEditor } from './layer-result';
import { reinserted } from './reinsert';

export interface PutDeps {
  readonly store: Store<PanelState>;
  readonly host: EditorHost;
  readonly shelf: Pick<Shelf, 'place'>;
  readonly pictures: Pick<Pictures, 'shown'>;
}

/** As much of a kept result as an editor gets. */
export type PutResult = Pick<KeptResult, 'result' | 'summary'>;

/** Inserts a kept result as a new layer. @throws what `reinserted` and the editor throw */
export async function insertKept(
  { host, shelf, pictures }: Omit<PutDeps, 'store'>,
  kept: PutResult,
  signal: AbortSignal,
): Promise<LayerRef> {
  const { summary } = kept;
  const result = await forEditor(kept, pictures);
  const now = await host.snapshot(signal);
  const layer = await host.insertLayer(reinserted(now, result, summary), signal);
  // As after a run: what cannot be noted is offered once more.
  await shelf.place(summary.id, 'inserted').catch(() => undefined);
  return layer;
}

/** Puts a kept result in the place of another one. @throws what the editor throws */
export async function replaceKept(
  { store, host, shelf, pictures }: PutDeps,
  kept: PutResult,
  { one, layer }: Replaceable,
  signal: AbortSignal,
): Promise<LayerRef> {
  const { id } = kept.summary;
  try {
    const result = await forEditor(kept, pictures);
    const replaced = await host.replaceLayer(layer, result, signal);
    store.update(resultBecame(id, replaced, one.id));
    await shelf.place(id, 'inserted').catch(() => undefined);
    await shelf.place(one.id, 'aside').catch(() => undefined);
    return replaced;
  } catch (error) {
    // It was deleted, or its insert undone: from now on there is nothing to replace.
    if (error instanceof DocumentError && error.code === 'layer-gone') {
      store.update(resultLayerGone(one.id));
    }
    throw error;
  }
}
