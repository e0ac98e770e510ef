import type { LayerRef } from '../../../src/core/document';
import { isAbort } from '../../../src/core/abort';
import { DocumentError, packError } from '../../../src/core/errors';
import type { EditorHost } from '../../../src/hosts/host';
import type { OnStrip } from '../../../src/restore/adjust/adjust-colours';
import { NO_ADJUSTMENT, type Adjustment } from '../../../src/restore/adjust/adjustment';
import { isApplied, sameAdjustment } from '../../store/adjusting';
import {
  adjustingBegan,
  adjustingEnded,
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
import type { ComparePair, Pictures } from '../../store/pictures';
import type { Store } from '../../store/store';
import { forEditor } from '../layer-result';
import { insertKept } from '../put-kept';
import { createNewestWish } from './newest-wish';

export interface AdjustDeps {
  readonly store: Store<PanelState>;
  readonly host: EditorHost;
  readonly pictures: Pick<Pictures, 'adjuster' | 'opaque'>;
  readonly shelf: Pick<Shelf, 'place' | 'adjust'>;
  /** Tells the store what is on the shelf; does not reject. */
  readonly listKept: () => Promise<void>;
  /** Milliseconds on a monotonic clock. */
  readonly nowMs: () => number;
}

/** Is told how far an apply is. */
export interface ApplyTold {
  readonly onStrip: OnStrip;
  /** The adjusted result is made, and goes to the editor. */
  readonly onPut: () => void;
}

/** Changing the shown result without running again. The store shows the outcome. */
export interface ResultAdjusting {
  /**
   * Opens the pictures of a kept result, to be shown; null where it cannot be adjusted.
   *
   * @throws FileError `kept-result-damaged`
   */
  open(id: string): Promise<ComparePair | null>;
  /**
   * Shows the controls of the result that was opened, and is shown. `layer`: what it is in the
   * document; null: it waits on the shelf, or nobody knows.
   */
  begin(summary: KeptSummary, layer: LayerRef | null): void;
  /** Notes on the shelf what was chosen of a result that is no layer: it will be inserted so. */
  save(): Promise<void>;
  change(changes: Partial<Adjustment>): void;
  /** Back to the result as it was made. */
  reset(): void;
  /** Whether the document shows something else than the controls say. */
  canApply(): boolean;
  /**
   * Replaces the layer in the document by what the controls say, or inserts that where the result
   * waits. Nothing else may use the document meanwhile, and `open` and `end` have to wait. A call that is
   * aborted before the editor has the result changes nothing.
   *
   * @returns whether the document shows it now; if not, the controls say why
   * @throws DOMException `AbortError`
   */
  apply(signal: AbortSignal, told: ApplyTold): Promise<boolean>;
  /** Lets go of the pictures; the controls are gone. */
  end(): void;
  /** Settles when the comparison shows what the controls say. */
  idle(): Promise<void>;
}

export function createResultAdjusting(deps: AdjustDeps): ResultAdjusting {
  const { store, host, pictures, shelf, nowMs } = deps;
  const { adjuster } = pictures;
  let summary: KeptSummary | null = null;
  /** What the shelf knows of it. */
  let saved: Adjustment = NO_ADJUSTMENT;
  const current = () => store.get().outcome?.adjusting ?? null;

  const wishes = createNewestWish<Adjustment>({
    nowMs,
    onError: (error) => store.update(previewFailed(packError(error))),
    async work(adjustment, signal, { isNewest, yieldAtOnce }) {
      const rough = await adjuster.rough(adjustment, signal);
      if (rough !== null) {
        show(rough, signal, false);
        // Whoever moves a slider over something large sees where it goes; the whole waits until it rests.
        if (!isNewest()) return;
        yieldAtOnce();
      }
      show(await adjuster.preview(adjustment, signal), signal, isNewest());
      if (isNewest()) await save();
    },
  });

  /** Takes over a bitmap: the comparison has it, or it is closed. */
  function show(after: ImageBitmap, signal: AbortSignal, isLast: boolean): void {
    const before = store.get().outcome?.compare?.after;
    if (!signal.aborted) store.update(adjustmentShown(after, isLast));
    const isShown = store.get().outcome?.compare?.after === after;
    (isShown ? before : after)?.close();
  }

  const choose = (adjustment: Adjustment): void => {
    store.update(adjustmentChosen(adjustment));
    wishes.want(adjustment);
  };

  async function keep(id: string, adjustment: Adjustment): Promise<void> {
    saved = adjustment;
    // What cannot be noted is still what the controls say.
    await shelf.adjust(id, adjustment).catch(() => undefined);
    await deps.listKept();
  }

  async function save(): Promise<void> {
    const now = current();
    if (now === null || summary === null || now.layer !== null) return;
    if (!sameAdjustment(now.adjustment, saved)) await keep(now.id, now.adjustment);
  }

  const end = (): void => {
    wishes.stop();
    summary = null;
    store.update(adjustingEnded);
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
    async open(id) {
      await save();
      end();
      return adjuster.open(id);
    },

    begin(of, layer) {
      summary = of;
      saved = of.adjustment;
      store.update(adjustingBegan(of.id, layer, of.adjustment));
    },

    save,

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

    async apply(signal, { onStrip, onPut }) {
      const now = current();
      const of = summary;
      if (now === null || of === null) return false;
      const { adjustment, layer } = now;
      store.update(applyingBegan);
      try {
        const result = await adjuster.result(adjustment, signal, onStrip);
        onPut();
        const put = await putInto(layer, { summary: of, result, before: null }, signal);
        store.update(resultBecame(of.id, put));
        store.update(adjustmentApplied(adjustment, put));
        await keep(of.id, adjustment);
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
