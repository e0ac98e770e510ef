import type { Image8 } from './image';

/** The stages of a run, in the order in which they happen. */
export const STAGES = ['read', 'plan', 'load', 'restore', 'finish', 'insert'] as const;
export type Stage = (typeof STAGES)[number];

export type DeviceKind = 'webgpu' | 'wasm';

/**
 * Something that went otherwise than planned, without harm to the picture. `smaller-tiles`: the
 * device ran out of memory, so the run was planned again and began anew with smaller tiles.
 */
export type RunNotice = 'smaller-tiles';

/** What a run tells while it goes on. All amounts are counted, none is guessed from time. */
export type RunEvent =
  | { readonly type: 'stage'; readonly stage: Stage }
  | { readonly type: 'device'; readonly device: DeviceKind; readonly label: string }
  | {
      readonly type: 'load';
      readonly what: string;
      readonly doneBytes: number;
      readonly totalBytes: number;
    }
  | { readonly type: 'tile'; readonly done: number; readonly total: number }
  | { readonly type: 'step'; readonly done: number; readonly total: number }
  | { readonly type: 'preview'; readonly image: Image8 }
  | { readonly type: 'notice'; readonly notice: RunNotice };

export type OnRunEvent = (event: RunEvent) => void;
