import type { PackedError } from '../../src/core/errors';
import { NO_ADJUSTMENT, type Adjustment } from '../../src/restore/adjust/adjustment';
import type { LayerRef } from '../../src/core/document';

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
  /** Whether the layer is being replaced. */
  readonly applying: boolean;
}

/** The controls, and the layer, leave the result as it is. */
export function notAdjusted(id: string, layer: LayerRef | null): Adjusting {
  const adjustment = NO_ADJUSTMENT;
  return {
    id,
    layer,
    adjustment,
    pending: false,
    error: null,
    applied: adjustment,
    applying: false,
  };
}

/** Whether the layer in the document shows what the controls say. */
export function isApplied({ layer, adjustment, applied }: Adjusting): boolean {
  return layer !== null && JSON.stringify(adjustment) === JSON.stringify(applied);
}

/** What a person may set, all in shares or document pixels. */
export const ADJUSTING_RANGES = {
  strength: { min: 0, max: 1, step: 0.01 },
  detail: { min: 0, max: 1, step: 0.01 },
  grain: { min: 0, max: 1, step: 0.01 },
  grow: { min: -32, max: 32, step: 1 },
  feather: { min: 0, max: 32, step: 1 },
} as const;
