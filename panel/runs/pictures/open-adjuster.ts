import type { LayerResult } from '../../../src/core/document';
import type { OnStrip } from '../../../src/restore/adjust/adjust-colours';
import { createAdjuster, pictureOf, type Adjuster } from '../../../src/restore/adjust/adjuster';
import type { Adjustment } from '../../../src/restore/adjust/adjustment';
import {
  createRoughAdjuster,
  type RoughAdjuster,
} from '../../../src/restore/adjust/rough-adjuster';
import type { Shelf } from '../../store/kept';
import type { ComparePair } from '../../store/pictures';
import { fromSource, type Looks } from '../shelf/adjusted-shelf';
import { comparePair, shownResult } from './compare-pair';

/** The one result that is being adjusted; in the worker. */
export interface OpenAdjuster {
  readonly open: (id: string) => Promise<ComparePair | null>;
  /** Smaller than `preview` and sooner there; null where that is as quick. */
  readonly rough: (adjustment: Adjustment, signal: AbortSignal) => Promise<ImageBitmap | null>;
  readonly preview: (adjustment: Adjustment, signal: AbortSignal) => Promise<ImageBitmap>;
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
        const pair = await comparePair({ before: source.original, after, mask });
        if (signal.aborted) return pair;
        current = { id, whole, rough: createRoughAdjuster(source) };
        goAhead().catch(() => undefined);
        return pair;
      });
    },

    async rough(adjustment, signal) {
      const { rough } = first();
      // The whole is asked for next.
      return rough === null ? null : shownResult(await rough.adjust(adjustment, signal));
    },
    preview: async (adjustment, signal) =>
      shownResult(restored(await thenAhead(first().whole.adjust(adjustment, signal)))),
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

/** What the run has made of it, all of it: a smart object shows the document fewer pixels. */
function restored(result: LayerResult): Parameters<typeof shownResult>[0] {
  return { image: pictureOf(result), mask: result.mask };
}

const NEVER = new AbortController().signal;
