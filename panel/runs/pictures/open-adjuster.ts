import type { LayerResult } from '../../../src/core/document';
import {
  createAdjuster,
  type Adjuster,
  type AdjustSource,
} from '../../../src/restore/adjust/adjuster';
import type { Adjustment } from '../../../src/restore/adjust/adjustment';
import { shownResult } from './compare-pair';

/** The one result that is being adjusted; in the worker. */
export interface OpenAdjuster {
  readonly open: (source: AdjustSource) => void;
  readonly preview: (adjustment: Adjustment, signal: AbortSignal) => Promise<ImageBitmap>;
  readonly result: (adjustment: Adjustment, signal: AbortSignal) => Promise<LayerResult>;
  readonly close: () => void;
}

export function createOpenAdjuster(): OpenAdjuster {
  let current: Adjuster | null = null;
  const result: OpenAdjuster['result'] = (adjustment, signal) => {
    if (current === null) throw new Error('no result is being adjusted');
    return current.adjust(adjustment, signal);
  };
  return {
    open(source) {
      current = createAdjuster(source);
    },
    async preview(adjustment, signal) {
      return shownResult(await result(adjustment, signal));
    },
    result,
    close() {
      current = null;
    },
  };
}
