import type { Image8 } from './image';

/** The stages of a run, in the order in which they happen. */
export const STAGES = ['read', 'plan', 'load', 'restore', 'finish', 'insert'] as const;
export type RunStage = (typeof STAGES)[number];

export type DeviceKind = 'webgpu' | 'wasm';

/** The parts of a SUPIR restoration, in order of their happening (docs/supir.md, section 2). */
export const SUPIR_PARTS = [
  'text',
  'denoise-encode',
  'stage1-decode',
  'stage1-encode',
  'sample',
  'decode',
] as const;
export type SupirPart = (typeof SUPIR_PARTS)[number];

/**
 * Why an existing graphics adapter could not be used: it gave no device, or the network runtime did
 * not start on it.
 */
export type GpuFailure = 'gpu-no-device' | 'gpu-no-runtime';

/**
 * A deviation from the plan of a run, and its reason. `smaller-tiles`: the device ran out of memory,
 * so the run was planned again and began anew with smaller tiles. A `GpuFailure`: the processor ran
 * instead. `adds-to-source`: the source is itself clipped and lets through what lies below it, so
 * source and result, one above the other, show more than either alone.
 */
export type RunNotice = 'smaller-tiles' | 'adds-to-source' | GpuFailure;

export function isGpuFailure(notice: RunNotice): notice is GpuFailure {
  return notice === 'gpu-no-device' || notice === 'gpu-no-runtime';
}

export interface TileCount {
  readonly done: number;
  readonly total: number;
}

/** An event of a run. All amounts are counted, none is estimated from time. */
export type RunEvent =
  | { readonly type: 'stage'; readonly stage: RunStage }
  | { readonly type: 'device'; readonly device: DeviceKind; readonly label: string }
  | {
      readonly type: 'load';
      readonly what: string;
      readonly doneBytes: number;
      readonly totalBytes: number;
    }
  | { readonly type: 'tile'; readonly done: number; readonly total: number }
  /**
   * A part of the stage `restore`; what it counts are runs of its networks, steps in `sample`.
   * Told at 0 as often as something was prepared for it, so the last 0 is where its work begins.
   */
  | {
      readonly type: 'part';
      readonly part: SupirPart;
      readonly done: number;
      readonly total: number;
      /** Progress of the step after `done`, where each step goes tile by tile. */
      readonly tile?: TileCount;
    }
  | { readonly type: 'preview'; readonly image: Image8 }
  | { readonly type: 'notice'; readonly notice: RunNotice };

export type OnRunEvent = (event: RunEvent) => void;

/** Removes a listener. */
export type Unsubscribe = () => void;
