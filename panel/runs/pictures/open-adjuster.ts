import type { LayerResult } from '../../../src/core/document';
import { createAdjuster, type Adjuster } from '../../../src/restore/adjust/adjuster';
import type { Adjustment } from '../../../src/restore/adjust/adjustment';
import type { Shelf } from '../../store/kept';
import type { ComparePair } from '../../store/pictures';
import { fromSource } from '../shelf/adjusted-shelf';
import { comparePair, shownResult } from './compare-pair';

/** The one result that is being adjusted; in the worker. */
export interface OpenAdjuster {
  readonly open: (id: string) => Promise<ComparePair | null>;
  readonly preview: (adjustment: Adjustment, signal: AbortSignal) => Promise<ImageBitmap>;
  readonly result: (adjustment: Adjustment, signal: AbortSignal) => Promise<LayerResult>;
  readonly close: () => void;
}

/** @param shelf gives results as they were made */
export function createOpenAdjuster(shelf: Pick<Shelf, 'take'>): OpenAdjuster {
  let current: Adjuster | null = null;
  let ahead = new AbortController();
  const close = (): void => {
    ahead.abort();
    current = null;
  };
  const result: OpenAdjuster['result'] = (adjustment, signal) => {
    // What is waited for comes before what may be.
    ahead.abort();
    if (current === null) throw new Error('no result is being adjusted');
    return current.adjust(adjustment, signal);
  };
  return {
    async open(id) {
      close();
      const { signal } = (ahead = new AbortController());
      const kept = await shelf.take(id);
      if (kept === null) return null;
      return fromSource(kept, async (source) => {
        const adjuster = createAdjuster(source);
        const { image: after, mask } = await adjuster.adjust(kept.summary.adjustment);
        const pair = await comparePair({ before: source.original, after, mask });
        if (signal.aborted) return pair;
        current = adjuster;
        adjuster.prepare(signal).catch(() => undefined);
        return pair;
      });
    },
    async preview(adjustment, signal) {
      return shownResult(await result(adjustment, signal));
    },
    result,
    close,
  };
}
