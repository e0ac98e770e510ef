import type { LayerRef } from '../../src/core/document';
import { packError } from '../../src/core/errors';
import * as step from '../store/actions';
import type { KeptSummary } from '../store/kept';
import type { Outcome, PanelState } from '../store/panel-state';
import { closePair, type ComparePair } from '../store/pictures';
import { resultBecame, resultChosen } from '../store/results-actions';
import type { Store } from '../store/store';
import type { ResultAdjusting } from './adjust/adjust-result';

/** The card of the shown result. */
export interface Showing {
  /** Shows a kept result that has just been made, or inserted as `layer`. */
  show(summary: KeptSummary, layer: LayerRef | null, totalMs: number): Promise<void>;
  /** Shows a result that is kept, unless a run goes on. Does not reject; the store shows why it cannot. */
  reopen(id: string): Promise<void>;
  /** Gives the shown result its controls back, which a run that was called off has taken. */
  resume(): Promise<void>;
  close(): void;
}

export function createShowing(
  { store }: { readonly store: Store<PanelState> },
  adjusting: Pick<ResultAdjusting, 'open' | 'begin' | 'save' | 'end'>,
): Showing {
  function put(
    summary: KeptSummary,
    layer: LayerRef | null,
    totalMs: number,
    compare: ComparePair | null,
    since: 'now' | 'before',
  ): void {
    const { outcome: previous } = store.get();
    store.update(step.outcomeShown(outcomeOf(summary, totalMs, compare)));
    if (layer !== null) store.update(resultBecame(summary.id, layer));
    store.update(resultChosen(summary.id));
    closePair(previous?.compare ?? null);
    if (compare !== null) adjusting.begin(summary, layer, since);
  }

  async function reopen(id: string): Promise<void> {
    const { kept, run, results, outcome } = store.get();
    const summary = kept.find((one) => one.id === id);
    if (summary === undefined || run.state === 'running') return;
    try {
      const compare = await adjusting.open(id);
      if (compare === null) return;
      if (store.get().run.state === 'running') {
        adjusting.end();
        closePair(compare);
        return;
      }
      store.update(step.errorDismissed);
      const totalMs = outcome?.id === id ? outcome.totalMs : (summary.totalMs ?? 0);
      put(summary, results.layers.get(id) ?? null, totalMs, compare, 'before');
    } catch (error) {
      store.update(step.failedBesideRuns(packError(error)));
    }
  }

  return {
    reopen,

    async resume() {
      const { outcome, run } = store.get();
      const hasLost = outcome !== null && outcome.compare !== null && outcome.adjusting === null;
      if (hasLost && run.state === 'idle') await reopen(outcome.id);
    },

    async show(summary, layer, totalMs) {
      // A comparison that cannot be made does not fail the run.
      const compare = await adjusting.open(summary.id).catch(() => null);
      put(summary, layer, totalMs, compare, 'now');
    },

    close() {
      const { outcome, run } = store.get();
      // The adjusted result is on its way into the document.
      if (run.state === 'running' && run.purpose === 'apply') return;
      void adjusting.save();
      adjusting.end();
      store.update(step.outcomeClosed);
      closePair(outcome?.compare ?? null);
    },
  };
}

function outcomeOf(summary: KeptSummary, totalMs: number, compare: ComparePair | null): Outcome {
  const { id, layerName, documentName, size, report } = summary;
  return { id, layerName, documentName, size, report, totalMs, compare, adjusting: null };
}
