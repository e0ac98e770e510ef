import type { RecordCase } from '../../scripts/record/cases';

/** Numbers of `Recorded` (docs/webgpu-performance.md, section 11), in 10⁹ bytes. */
export interface Reached {
  readonly dispatches: number;
  /** Operations of the largest dispatch, 10⁹. */
  readonly largestGFLOP: number;
  readonly submits: number;
  readonly boundGB: number;
  /** Bound outside of matrix products, convolutions and attention. */
  readonly outsideGB: number;
  /** To the device and back, weights left out. */
  readonly hostGB: number;
  readonly peakGB: number;
  readonly restingGB: number;
  /** Dispatches of fused attention, of fused attention for one query, and of softmax. */
  readonly attention: readonly [fused: number, decoding: number, softmax: number];
}

export interface Budget {
  readonly name: string;
  readonly wanted: RecordCase;
  readonly reached: Reached;
}
