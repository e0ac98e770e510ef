import type { Image } from '../../../src/core/image';
import type { Mask } from '../../../src/core/mask';
import { createAdjuster, type AdjustSource } from '../../../src/restore/adjust/adjuster';
import { isNeutral, type Adjustment } from '../../../src/restore/adjust/adjustment';
import type { KeptResult, Shelf } from '../../store/kept';
import { keptResultDamaged } from './shelf-errors';
import { thumbnailOf } from './thumbnail';

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

/** How a result looks when it is adjusted so; at most as large as it is. */
export type Looks = (
  adjustment: Adjustment,
) => Promise<{ readonly image: Image; readonly mask: Mask }>;

/**
 * A shelf that gives its results as they are adjusted, and shows them so.
 *
 * @param looksOf of a result whose pictures are at hand; null: of others
 */
export function adjustedShelf(
  shelf: Shelf,
  looksOf: (id: string) => Looks | null = () => null,
): Shelf {
  const newest = new Map<string, Adjustment>();

  async function taken(id: string, signal?: AbortSignal): Promise<KeptResult | null> {
    const kept = await shelf.take(id, signal);
    if (kept === null || isNeutral(kept.summary.adjustment)) return kept;
    const result = await fromSource(kept, (source) =>
      createAdjuster(source).adjust(kept.summary.adjustment, signal),
    );
    return result === null ? kept : { ...kept, result };
  }

  return {
    ...shelf,
    take: taken,
    async adjust(id, adjustment) {
      const looks = looksOf(id);
      newest.set(id, adjustment);
      // It must not be lost when the page ends before the picture is drawn.
      await shelf.adjust(id, adjustment);
      const result = looks === null ? (await taken(id))?.result : await looks(adjustment);
      if (result === undefined) return;
      const thumbnail = await thumbnailOf(result.image, result.mask);
      if (newest.get(id) === adjustment) await shelf.adjust(id, adjustment, thumbnail);
    },
  };
}
