import { createAdjuster, type AdjustSource } from '../../../src/restore/adjust/adjuster';
import { isNeutral } from '../../../src/restore/adjust/adjustment';
import type { KeptResult, Shelf } from '../../store/kept';
import { keptResultDamaged } from './shelf-errors';

/**
 * What `adjust` makes of a kept result's source; null: an older panel kept it without one.
 *
 * @throws FileError `kept-result-damaged` where the source is of another size than its result
 */
export async function fromSource<T>(
  kept: KeptResult,
  adjust: (source: AdjustSource) => Promise<T>,
): Promise<T | null> {
  const { summary, result, before } = kept;
  if (before === null) return null;
  try {
    return await adjust({ result, original: before, canvas: summary.canvas });
  } catch (error) {
    if (error instanceof RangeError) throw keptResultDamaged(summary.layerName);
    throw error;
  }
}

/** A shelf that gives its results as they are adjusted. */
export function adjustedShelf(shelf: Shelf): Shelf {
  return {
    ...shelf,
    async take(id, signal) {
      const kept = await shelf.take(id, signal);
      if (kept === null || isNeutral(kept.summary.adjustment)) return kept;
      const result = await fromSource(kept, (source) =>
        createAdjuster(source).adjust(kept.summary.adjustment, signal),
      );
      return result === null ? kept : { ...kept, result };
    },
  };
}
