import type { LayerResult } from '../../../src/core/document';
import type { OnStrip } from '../../../src/restore/adjust/adjust-colours';
import { createAdjuster, pictureOf, type Adjuster } from '../../../src/restore/adjust/adjuster';
import type { Adjustment } from '../../../src/restore/adjust/adjustment';
import {
  createRoughAdjuster,
  type RoughAdjuster,
} from '../../../src/restore/adjust/rough-adjuster';
import type { Shelf } from '../../store/kept';
import type { ComparePair, ShownAfter } from '../../store/pictures';
import { fromSource, type Looks } from '../shelf/adjusted-shelf';
import { comparePair, shownResult } from './compare-pair';
import { focusOn } from './focus-on';

/** The one result that is being adjusted; in the worker. */
export interface OpenAdjuster {
  readonly open: (id: string) => Promise<ComparePair | null>;
  /** Smaller than `preview` and sooner there; null where that is as quick. */
  readonly rough: (adjustment: Adjustment, signal: AbortSignal) => Promise<ShownAfter | null>;
  readonly preview: (adjustment: Adjustment, signal: AbortSignal) => Promise<ShownAfter>;
  /** The caller's own. */
  readonly result: (
    adjustment: Adjustment,
    signal: AbortSignal,
    onStrip: OnStrip,
  ) => Promise<LayerResult>;
  /** Draws a result small that is open now, even when it is closed meanwhile; null: another one is. */
  readonly looksOf: (id: string) => Looks | null;
  readonly close: () => void;
}

interface Opened {
  readonly id: string;
  /** As it was made. */
  readonly result: LayerResult;
  readonly whole: Adjuster;
  /** null: the result is small. */
  readonly rough: RoughAdjuster | null;
}

/** @param shelf gives results as they were made */
export function createOpenAdjuster(shelf: Pick<Shelf, 'take'>): OpenAdjuster {
  let current: Opened | null = null;
  let ahead = new AbortController();

  const close = (): void => {
    ahead.abort();
    current = null;
  };

  /** Computes ahead until somebody asks for something. */
  const goAhead = async (): Promise<void> => {
    const { signal } = (ahead = new AbortController());
    await current?.rough?.prepare(signal);
    await current?.whole.prepare(signal);
  };

  /** What is waited for comes before what may be. */
  function first(): Opened {
    ahead.abort();
    if (current === null) throw new Error('no result is being adjusted');
    return current;
  }

  async function thenAhead<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } finally {
      goAhead().catch(() => undefined);
    }
  }

  return {
    async open(id) {
      close();
      const { signal } = (ahead = new AbortController());
      const kept = await shelf.take(id);
      if (kept === null) return null;
      return fromSource(kept, async (source) => {
        const whole = createAdjuster(source);
        const { image: after, mask } = restored(await whole.adjust(kept.summary.adjustment));
        const made = await comparePair({ before: source.original, after, mask });
        const { result } = source;
        const pair = { ...made, focus: focusOn(after, [result.mask, mask]) };
        if (signal.aborted) return pair;
        current = { id, result, whole, rough: createRoughAdjuster(source) };
        goAhead().catch(() => undefined);
        return pair;
      });
    },

    async rough(adjustment, signal) {
      const { rough, result } = first();
      // The whole is asked for next.
      return rough === null ? null : shownOf(result, await rough.adjust(adjustment, signal));
    },
    async preview(adjustment, signal) {
      const { whole, result } = first();
      return shownOf(result, restored(await thenAhead(whole.adjust(adjustment, signal))));
    },
    result: async (adjustment, signal, onStrip) =>
      thenAhead(first().whole.take(adjustment, signal, onStrip)),

    looksOf(id) {
      if (current?.id !== id) return null;
      const { whole, rough } = current;
      return (adjustment) =>
        rough === null ? whole.adjust(adjustment) : rough.adjust(adjustment, NEVER);
    },
    close,
  };
}

/** An adjusted result, and where to look: at what shows of it now, and did when it was made. */
async function shownOf(
  result: LayerResult,
  adjusted: Parameters<typeof shownResult>[0],
): Promise<ShownAfter> {
  const focus = focusOn(pictureOf(result), [result.mask, adjusted.mask]);
  return { after: await shownResult(adjusted), focus };
}

/** What the run has made of it, all of it: a smart object shows the document fewer pixels. */
function restored(result: LayerResult): Parameters<typeof shownResult>[0] {
  return { image: pictureOf(result), mask: result.mask };
}

const NEVER = new AbortController().signal;
