import type { LayerRef, LayerResult } from '../../../src/core/document';
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
import type { PanelState } from '../../store/panel-state';
import type { Pictures } from '../../store/pictures';
import type { Store } from '../../store/store';
import { forEditor } from '../layer-result';
import { reinsertTarget } from '../reinsert';
import { createNewestWish } from './newest-wish';

export interface AdjustDeps {
  readonly store: Store<PanelState>;
  readonly host: EditorHost;
  readonly pictures: Pick<Pictures, 'adjuster' | 'opaque'>;
  readonly shelf: Pick<Shelf, 'discard'>;
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

export function createResultAdjusting({
  store,
  host,
  pictures,
  shelf,
  nowMs,
}: AdjustDeps): ResultAdjusting {
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

  /** It is off the shelf once it is in; a shelf that cannot forget offers it once more, which harms nothing. */
  const insert = async (
    of: KeptSummary,
    result: LayerResult,
    signal: AbortSignal,
  ): Promise<LayerRef> => {
    const above = reinsertTarget(of, result, await host.snapshot(signal));
    const layer = await host.insertLayer({ ...result, above }, signal);
    await shelf.discard(of.id).catch(() => undefined);
    return layer;
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
        const adjusted = await forEditor({ summary: of, result }, pictures);
        const put =
          layer === null
            ? await insert(of, adjusted, signal)
            : await host.replaceLayer(layer, adjusted, signal);
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
