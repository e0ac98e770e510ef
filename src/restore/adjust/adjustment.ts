import type { MaskEdge } from '../request';
import type { ColorFix } from '../supir-settings';

/** How a finished result is changed without running again. */
export interface Adjustment {
  /** Share of the result, 0…1; the rest is the original. */
  readonly strength: number;
  /**
   * How much of the result's own structure stays, from fine to coarse, 0…1. 1: all of it; 0: only what is finer than about
   * 2 pixels, the rest is the original's.
   */
  readonly detail: number;
  /** Share of the original's grain that is put back, 0…1. */
  readonly grain: number;
  /** Brings the colours nearer to the original's. */
  readonly colorFix: ColorFix;
  /** Changes the edge of the mask that the result has. */
  readonly maskEdge: MaskEdge;
}

/** Leaves a result as it is, bit for bit. */
export const NO_ADJUSTMENT: Adjustment = {
  strength: 1,
  detail: 1,
  grain: 0,
  colorFix: 'none',
  maskEdge: { grow: 0, feather: 0 },
};

/** The part of an adjustment that changes colours. */
export type ColourAdjustment = Omit<Adjustment, 'maskEdge'>;

export function keepsColours({ strength, detail, grain, colorFix }: ColourAdjustment): boolean {
  return strength === 1 && detail === 1 && grain === 0 && colorFix === 'none';
}

export function isNeutral({ maskEdge, ...colours }: Adjustment): boolean {
  return keepsColours(colours) && maskEdge.grow === 0 && maskEdge.feather === 0;
}
