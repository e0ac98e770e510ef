import { packError } from '../../src/core/errors';
import { scaleRect, translate, type DocRect, type Size } from '../../src/core/geometry';
import { cropImage, type Image } from '../../src/core/image';
import { createMask } from '../../src/core/mask';
import { pictureOf } from '../../src/restore/adjust/adjuster';
import { keptListed } from '../store/actions';
import type { KeptResult, Shelf } from '../store/kept';
import type { PanelState } from '../store/panel-state';
import { closePair, type CompareSource, type Pictures } from '../store/pictures';
import {
  commonRegion,
  comparable,
  documentResults,
  restoredIn,
  type Comparison,
} from '../store/results';
import { comparisonFailed, comparisonShown } from '../store/results-actions';
import type { Store } from '../store/store';

export interface CompareDeps {
  readonly store: Store<PanelState>;
  readonly shelf: Shelf;
  readonly pictures: Pick<Pictures, 'compare'>;
}

/** Shows two results, or a result and its original, in one frame. No call rejects. */
export interface ResultComparisons {
  /** `against`: the other result; null: the original. A later call overtakes this one. */
  show(id: string, against: string | null): Promise<void>;
  /** Goes on with another result on the right, where something is compared. */
  follow(id: string): Promise<void>;
  close(): void;
}

export function createResultComparisons({
  store,
  shelf,
  pictures,
}: CompareDeps): ResultComparisons {
  let turn = 0;

  function replace(comparison: Comparison | null): void {
    const { pair = null } = store.get().results.comparison ?? {};
    store.update(comparisonShown(comparison));
    closePair(pair);
  }

  function close(): void {
    turn++;
    if (store.get().results.comparison !== null) replace(null);
  }

  async function sourceOf(id: string, against: string | null): Promise<CompareSource | null> {
    const one = await shelf.take(id);
    const other = against === null ? null : await shelf.take(against);
    if (one === null) return null;
    if (against === null) return overOriginal(one);
    const size = store.get().snapshot?.document?.size;
    return other && size !== undefined ? sideBySide(other, one, size) : null;
  }

  async function show(id: string, against: string | null): Promise<void> {
    const own = ++turn;
    replace({ id, against, pair: null });
    try {
      const source = await sourceOf(id, against);
      // Another tab has deleted it.
      if (source === null) store.update(keptListed(await shelf.list()));
      const pair = source && (await pictures.compare(source));
      if (own !== turn) closePair(pair);
      else replace(pair && { id, against, pair });
    } catch (error) {
      if (own !== turn) return;
      replace(null);
      store.update(comparisonFailed(packError(error)));
    }
  }

  // What is compared may be deleted, here or in another tab; another document may come in front.
  store.subscribe((state) => {
    const { comparison } = state.results;
    if (comparison === null) return;
    const { id, against } = comparison;
    const all = documentResults(state);
    const isThere = (one: string): boolean => all.some((each) => each.id === one);
    if (!isThere(id) || (against !== null && !isThere(against))) close();
  });

  return {
    show,
    close,
    async follow(id): Promise<void> {
      const state = store.get();
      const against = state.results.comparison?.against;
      const one = state.kept.find((each) => each.id === id);
      if (against === undefined || one === undefined) return;
      const fits = comparable(state, one).some((each) => each.id === against);
      await show(id, fits ? against : null);
    },
  };
}

function overOriginal({ before, result }: KeptResult): CompareSource | null {
  return before && { before, after: pictureOf(result), mask: result.mask };
}

/**
 * Both as whole pictures, where both have one, of a document that is `size` now: through its mask, one
 * would show the other. null: they share nothing any more, or an older panel kept one of them.
 */
function sideBySide(left: KeptResult, right: KeptResult, size: Size): CompareSource | null {
  const common = commonRegion(left.summary, right.summary, size);
  const before = common && partOf(left, common, size);
  const after = common && partOf(right, common, size);
  return before && after && { before, after, mask: createMask(after, 255) };
}

/** The pixels of a result on a part of a document that is `size` now. */
function partOf({ summary, result }: KeptResult, part: DocRect, size: Size): Image | null {
  const restored = restoredIn(summary, size);
  if (restored === null) return null;
  const image = pictureOf(result);
  const factor = image.width / restored.width;
  return cropImage(image, scaleRect(translate(part, -restored.x, -restored.y), factor));
}
