import { rectOfSize, sameRect } from '../../src/core/geometry';
import type { PackedError } from '../../src/core/errors';
import type { Snapshot } from '../../src/hosts/host';
import type { Adjustment } from '../../src/restore/adjust/adjustment';
import type { LayerRef } from '../../src/core/document';
import { GROWING_ROOM } from '../../src/restore/context';
import type { KeptSummary } from './kept';

/** How the person has changed the shown result. */
export interface Adjusting {
  /** Of the result, as on the shelf. */
  readonly id: string;
  /** The layer that the result is; null: it waits to be inserted, or its layer is gone. */
  readonly layer: LayerRef | null;
  /** What the controls say. */
  readonly adjustment: Adjustment;
  /** Whether the comparison still shows another. */
  readonly pending: boolean;
  /** Why the last one could not be shown, or applied. */
  readonly error: PackedError | null;
  /** What the layer in the document shows. */
  readonly applied: Adjustment;
  /** Revision of the document in which the layer surely showed `applied`; null: the next look tells. */
  readonly revision: string | null;
  /** Whether the layer is being replaced. */
  readonly applying: boolean;
}

/** No look at a document finds it. */
export const NO_REVISION = '';

/** The controls, and the layer, show the result as it is adjusted already; `revision` as in `Adjusting`. */
export function adjustedAs(
  id: string,
  layer: LayerRef | null,
  adjustment: Adjustment,
  revision: string | null = null,
): Adjusting {
  return {
    id,
    layer,
    adjustment,
    pending: false,
    error: null,
    applied: adjustment,
    revision,
    applying: false,
  };
}

/** Whether the layer in the document shows what the controls say. */
export function isApplied({ layer, adjustment, applied }: Adjusting): boolean {
  return layer !== null && sameAdjustment(adjustment, applied);
}

/** As a look at the document finds it: the first one after its layer was put there tells its revision. */
export function lookedAt(adjusting: Adjusting, { document, revision }: Snapshot): Adjusting {
  const { layer } = adjusting;
  const isFirst =
    layer !== null && adjusting.revision === null && document?.id === layer.documentId;
  return isFirst ? { ...adjusting, revision } : adjusting;
}

/** Whether the document has changed since its layer was put there: it may have been undone. */
export function mayBeUndone({ layer, revision }: Adjusting, now: Snapshot | null): boolean {
  const isInFront = layer !== null && now?.document?.id === layer.documentId;
  return isInFront && revision !== null && now.revision !== revision;
}

export function sameAdjustment(one: Adjustment, other: Adjustment): boolean {
  return (
    one.strength === other.strength &&
    one.detail === other.detail &&
    one.grain === other.grain &&
    one.colorFix === other.colorFix &&
    one.maskEdge.grow === other.maskEdge.grow &&
    one.maskEdge.feather === other.maskEdge.feather
  );
}

/**
 * Whether a mask can grow as far as a person may set, where the document goes on. An older panel kept
 * nothing around the region.
 */
export function growsFully({ region, restored, canvas }: KeptSummary): boolean {
  return restored !== undefined || region === null || sameRect(region, rectOfSize(canvas));
}

/** What a person may set, all in shares or document pixels. */
export const ADJUSTING_RANGES = {
  strength: { min: 0, max: 1, step: 0.01 },
  detail: { min: 0, max: 1, step: 0.01 },
  grain: { min: 0, max: 1, step: 0.01 },
  grow: { min: -GROWING_ROOM, max: GROWING_ROOM, step: 1 },
  feather: { min: 0, max: 32, step: 1 },
} as const;
