import type { LayerRef } from '../../../src/core/document';
import { packError } from '../../../src/core/errors';
import type { EditorHost } from '../../../src/hosts/host';
import type { AdjustSource } from '../../../src/restore/adjust/adjuster';
import { NO_ADJUSTMENT, type Adjustment } from '../../../src/restore/adjust/adjustment';
import { isApplied } from '../../store/adjusting';
import {
  adjustingBegan,
  adjustmentApplied,
  adjustmentChosen,
  adjustmentFailed,
  adjustmentShown,
  applyingBegan,
} from '../../store/adjusting-actions';
import type { KeptSummary, Shelf } from '../../store/kept';
import { resultBecame } from '../../store/results-actions';
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

/** Changing the shown result without running again. No call rejects; the store shows the outcome. */
export interface ResultAdjusting {
  /**
   * Hands over copies of the pictures of the result that is shown; its controls appear after that.
   */
  begin(finished: FinishedResult): Promise<void>;
  change(changes: Partial<Adjustment>): void;
  /** Back to the result as it was made. */
  reset(): void;
  /** Replaces the layer in the document by what the controls say, or inserts that where the result waits. */
  apply(): Promise<void>;
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
  const failed = (error: unknown): void => store.update(adjustmentFailed(packError(error)));

  const wishes = createNewestWish<Adjustment>({
    nowMs,
    onError: failed,
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

    async apply() {
      const now = current();
      if (now === null || summary === null || now.applying || isApplied(now)) return;
      const { signal } = life;
      const { adjustment, layer } = now;
      const of = summary;
      store.update(applyingBegan);
      try {
        const result = await adjuster.result(adjustment, signal);
        const put =
          layer === null
            ? await insertKept(deps, { summary: of, result, before: null }, signal)
            : await host.replaceLayer(
                layer,
                await forEditor({ summary: of, result }, pictures),
                signal,
              );
        store.update(resultBecame(of.id, put));
        if (!signal.aborted) store.update(adjustmentApplied(adjustment, put));
      } catch (error) {
        if (!signal.aborted) failed(error);
      }
    },

    end() {
      end();
      adjuster.close().catch(() => undefined);
    },
    idle: () => wishes.idle(),
  };
}
