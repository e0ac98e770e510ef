import type { LayerRef } from '../../../src/core/document';
import { isAbort } from '../../../src/core/abort';
import { DocumentError, packError } from '../../../src/core/errors';
import type { EditorHost } from '../../../src/hosts/host';
import type { AdjustSource } from '../../../src/restore/adjust/adjuster';
import { NO_ADJUSTMENT, type Adjustment } from '../../../src/restore/adjust/adjustment';
import { isApplied } from '../../store/adjusting';
import {
  adjustingBegan,
  adjustmentApplied,
  adjustmentChosen,
  adjustmentShown,
  applyFailed,
  applyingBegan,
  previewFailed,
} from '../../store/adjusting-actions';
import type { KeptResult, KeptSummary, Shelf } from '../../store/kept';
import { resultBecame, resultLayerGone } from '../../store/results-actions';
import type { PanelState } from '../../store/panel-state';
import type { Pictures } from '../../store/pictures';
import type { Store } from '../../store/store';
import { forEditor } from '../layer-result';
import { insertKept } from '../put-kept';
import { createNewestWish } from './newest-wish';

export interface AdjustDeps {
  readonly store: Store<PanelState>;
  readonly host: EditorHost;
  readonly pictures: Pick<Pictures, 'adjuster' | 'opaque'>;
  readonly shelf: Pick<Shelf, 'place'>;
  /** Milliseconds on a monotonic clock. */
  readonly nowMs: () => number;
}

/** A result as it was inserted, or waits to be. */
export interface FinishedResult extends AdjustSource {
  readonly summary: KeptSummary;
  /** null: it waits on the shelf. */
  readonly layer: LayerRef | null;
}

/** Changing the shown result without running again. The store shows the outcome. */
export interface ResultAdjusting {
  /**
   * Hands over copies of the pictures of the result that is shown; its controls appear after that.
   */
  begin(finished: FinishedResult): Promise<void>;
  change(changes: Partial<Adjustment>): void;
  /** Back to the result as it was made. */
  reset(): void;
  /** Whether the document shows something else than the controls say. */
  canApply(): boolean;
  /**
   * Replaces the layer in the document by what the controls say, or inserts that where the result
   * waits. Nothing else may use the document meanwhile, and `begin` and `end` have to wait.
   *
   * @returns whether the document shows it now; if not, the controls say why
   * @throws DOMException `AbortError`
   */
  apply(signal: AbortSignal): Promise<boolean>;
  /** Lets go of the pictures. */
  end(): void;
  /** Settles when the comparison shows what the controls say. */
  idle(): Promise<void>;
}

export function createResultAdjusting(deps: AdjustDeps): ResultAdjusting {
  const { store, host, pictures, nowMs } = deps;
  const { adjuster } = pictures;
  let summary: KeptSummary | null = null;
  let life = new AbortController();
  const current = () => store.get().outcome?.adjusting ?? null;

  const wishes = createNewestWish<Adjustment>({
    nowMs,
    onError: (error) => store.update(previewFailed(packError(error))),
    async work(adjustment, signal, isNewest) {
      const after = await adjuster.preview(adjustment, signal);
      const before = store.get().outcome?.compare?.after;
      if (!signal.aborted) store.update(adjustmentShown(after, isNewest()));
      const isShown = store.get().outcome?.compare?.after === after;
      (isShown ? before : after)?.close();
    },
  });

  const choose = (adjustment: Adjustment): void => {
    store.update(adjustmentChosen(adjustment));
    wishes.want(adjustment);
  };

  const end = (): void => {
    wishes.stop();
    life.abort();
    summary = null;
  };

  async function putInto(
    layer: LayerRef | null,
    kept: KeptResult,
    signal: AbortSignal,
  ): Promise<LayerRef> {
    if (layer === null) return insertKept(deps, kept, signal);
    return host.replaceLayer(layer, await forEditor(kept, pictures), signal);
  }

  return {
    async begin({ summary: of, layer, ...source }) {
      end();
      const { signal } = (life = new AbortController());
      try {
        await adjuster.open(source);
      } catch {
        // Without its pictures at hand a result is shown as it is.
        return;
      }
      if (signal.aborted) return;
      summary = of;
      store.update(adjustingBegan(of.id, layer));
    },

    change(changes) {
      const now = current();
      if (now !== null) choose({ ...now.adjustment, ...changes });
    },

    reset() {
      if (current() !== null) choose(NO_ADJUSTMENT);
    },

    canApply() {
      const now = current();
      return now !== null && summary !== null && !isApplied(now);
    },

    async apply(signal) {
      const now = current();
      const of = summary;
      if (now === null || of === null) return false;
      const { adjustment, layer } = now;
      store.update(applyingBegan);
      try {
        const result = await adjuster.result(adjustment, signal);
        const put = await putInto(layer, { summary: of, result, before: null }, signal);
        store.update(resultBecame(of.id, put));
        store.update(adjustmentApplied(adjustment, put));
        return true;
      } catch (error) {
        if (isAbort(error)) {
          store.update(applyFailed(null));
          throw error;
        }
        // It was deleted, or its insert undone: the next click inserts.
        if (layer !== null && isGone(error)) store.update(resultLayerGone(of.id));
        store.update(applyFailed(packError(error)));
        return false;
      }
    },

    end() {
      end();
      adjuster.close().catch(() => undefined);
    },
    idle: () => wishes.idle(),
  };
}

/** Whether a layer cannot come back: a document that is opened again gets other ids. */
function isGone(error: unknown): boolean {
  const codes: readonly (string | null)[] = ['layer-gone', 'document-gone'];
  return error instanceof DocumentError && codes.includes(error.code);
}
