import type { LayerRef } from '../../../src/core/document';
import { isAbort } from '../../../src/core/abort';
import { packError } from '../../../src/core/errors';
import type { EditorHost } from '../../../src/hosts/host';
import type { OnStrip } from '../../../src/restore/adjust/adjust-colours';
import { NO_ADJUSTMENT, type Adjustment } from '../../../src/restore/adjust/adjustment';
import { isApplied, mayBeUndone, NO_REVISION, sameAdjustment } from '../../store/adjusting';
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
import type { KeptSummary, Shelf } from '../../store/kept';
import { resultBecame, resultLayerGone } from '../../store/results-actions';
import type { PanelState } from '../../store/panel-state';
import type { ComparePair, Pictures, ShownAfter } from '../../store/pictures';
import type { Store } from '../../store/store';
import type { PutResult } from '../put-kept';
import { createNewestWish } from './newest-wish';
import { createPlaces, hasCode } from './places';

export interface AdjustDeps {
  readonly store: Store<PanelState>;
  readonly host: EditorHost;
  readonly pictures: Pick<Pictures, 'adjuster' | 'shown'>;
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
   * document; null: it waits on the shelf, or nobody knows. `since`: whether it was put there now, or
   * before something else may have been done.
   */
  begin(summary: KeptSummary, layer: LayerRef | null, since: 'now' | 'before'): void;
  /** Notes on the shelf what was chosen of a result that is no layer: it will be inserted so. */
  save(): Promise<void>;
  change(changes: Partial<Adjustment>): void;
  /** Back to the result as it was made. */
  reset(): void;
  /** Whether the document shows, or may show, something else than the controls say. */
  canApply(): boolean;
  /**
   * Replaces the layer in the document by what the controls say, or inserts that where the result
   * waits. Where replacing was undone, the layer that came back is replaced. Nothing else may use the document meanwhile, and `open` and `end` have to wait. A call that is
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
  const { store, shelf, nowMs } = deps;
  const { adjuster } = deps.pictures;
  const places = createPlaces(deps);
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
  function show(shown: ShownAfter, signal: AbortSignal, isLast: boolean): void {
    const { after } = shown;
    const before = store.get().outcome?.compare?.after;
    if (!signal.aborted) store.update(adjustmentShown(shown, isLast));
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

  return {
    async open(id) {
      await save();
      end();
      return adjuster.open(id);
    },

    begin(of, layer, since) {
      summary = of;
      saved = of.adjustment;
      const revision = since === 'now' ? null : NO_REVISION;
      store.update(adjustingBegan(of.id, layer, of.adjustment, revision));
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
      if (now === null || summary === null) return false;
      return !isApplied(now) || mayBeUndone(now, store.get().snapshot);
    },

    async apply(signal, { onStrip, onPut }) {
      const now = current();
      const of = summary;
      if (now === null || of === null) return false;
      const { adjustment, layer } = now;
      store.update(applyingBegan);
      try {
        const make = async (): Promise<PutResult> => {
          const result = await adjuster.result(adjustment, signal, onStrip);
          onPut();
          return { summary: of, result };
        };
        const put = await places.put(of.id, layer, make, signal);
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
  return hasCode(error, 'layer-gone') || hasCode(error, 'document-gone');
}
