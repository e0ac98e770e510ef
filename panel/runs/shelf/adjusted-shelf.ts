import { createAdjuster, type AdjustSource } from '../../../src/restore/adjust/adjuster';
import { isNeutral } from '../../../src/restore/adjust/adjustment';
import type { KeptResult, Shelf } from '../../store/kept';
import { keptResultDamaged } from './shelf-errors';

/** What an adjuster starts from; null: an older panel kept the result without its source. */
export function adjustSource({ summary, result, before }: KeptResult): AdjustSource | null {
  return before && { result, original: before, canvas: summary.canvas };
}

/** A shelf that gives its results as they are adjusted. */
export function adjustedShelf(shelf: Shelf): Shelf {
  return {
    ...shelf,
    async take(id, signal) {
      const kept = await shelf.take(id, signal);
      const source = kept && adjustSource(kept);
      if (kept === null || source === null || isNeutral(kept.summary.adjustment)) return kept;
      try {
        const result = await createAdjuster(source).adjust(kept.summary.adjustment, signal);
        return { ...kept, result };
      } catch (error) {
        // A source of another size than its result.
        if (error instanceof RangeError) throw keptResultDamaged(kept.summary.layerName);
        throw error;
      }
    },
  };
}
