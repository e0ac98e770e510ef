import type { Dispatch, Recording } from '../../test/emulators/gpu/recording';

/** Counts of one or several recordings; sizes in bytes. */
export interface Counts {
  readonly dispatches: number;
  readonly submits: number;
  readonly passes: number;
  readonly bindGroups: number;
  readonly uniformWrites: number;
  readonly pipelines: number;
  /** All buffers bound to all dispatches: the traffic of the device's memory at most. */
  readonly bound: number;
  /** The same without matrix products, convolutions and attention: what fusion could save. */
  readonly boundOutside: number;
  /** From the host to the device, uniforms left out. */
  readonly up: number;
  /** From the device to the host. */
  readonly down: number;
  readonly copied: number;
  readonly clears: number;
  readonly cleared: number;
  /** Buffers made. */
  readonly buffers: number;
  readonly allocated: number;
}

export interface KernelCount {
  readonly kernel: string;
  readonly dispatches: number;
  readonly bound: number;
  /** The commonest shaders with their grids, and how often. */
  readonly grids: readonly string[];
}

/** How attention came out: as the runtime's fused kernels, or as scores that lie in memory. */
export interface AttentionCount {
  readonly fused: number;
  /** Fused kernels that are made for a single query. */
  readonly decoding: number;
  readonly softmax: number;
}

const PRODUCTS = /^(MatMul|Gemm|Conv2dMM|Im2Col|FlashAttention|DP4A|SubgroupMatrix)/;

export function countsOf(recordings: readonly Recording[]): Counts {
  const total = (count: (recording: Recording) => number): number => sum(recordings.map(count));
  const dispatches = dispatchesOf(recordings);
  return {
    dispatches: dispatches.length,
    submits: total(({ submits }) => submits),
    passes: total(({ passes }) => passes),
    bindGroups: total(({ bindGroups }) => bindGroups),
    uniformWrites: total(({ uniformWrites }) => uniformWrites),
    pipelines: total(({ pipelines }) => pipelines),
    bound: sum(dispatches.map(boundBytes)),
    boundOutside: sum(dispatches.filter(({ kernel }) => !PRODUCTS.test(kernel)).map(boundBytes)),
    up: total(({ uploaded }) => uploaded),
    down: total(({ downloaded }) => downloaded),
    copied: total(({ copied }) => copied),
    clears: total(({ clears }) => clears),
    cleared: total(({ cleared }) => cleared),
    buffers: total(({ buffers }) => buffers),
    allocated: total(({ allocated }) => allocated),
  };
}

export function attentionOf(dispatches: readonly { readonly kernel: string }[]): AttentionCount {
  const of = (pattern: RegExp): number =>
    dispatches.filter(({ kernel }) => pattern.test(kernel)).length;
  return {
    fused: of(/^FlashAttention$/),
    decoding: of(/^FlashAttentionDecodeQKV/),
    softmax: of(/Softmax/),
  };
}

/** Kernels by their number of dispatches. */
export function kernelsOf(recordings: readonly Recording[]): readonly KernelCount[] {
  const groups = new Map<string, Dispatch[]>();
  for (const dispatch of dispatchesOf(recordings)) {
    const group = groups.get(dispatch.kernel) ?? [];
    groups.set(dispatch.kernel, group);
    group.push(dispatch);
  }
  return [...groups]
    .map(([kernel, dispatches]) => ({
      kernel,
      dispatches: dispatches.length,
      bound: sum(dispatches.map(boundBytes)),
      grids: gridsOf(dispatches),
    }))
    .sort((a, b) => b.dispatches - a.dispatches || b.bound - a.bound);
}

const SHOWN_GRIDS = 3;

function gridsOf(dispatches: readonly Dispatch[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { shader, groups } of dispatches) {
    const grid = `${shader} ${groups.join('×')}`;
    counts.set(grid, (counts.get(grid) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  const shown = sorted.slice(0, SHOWN_GRIDS).map(([grid, count]) => `${count} × ${grid}`);
  const more = sorted.length - shown.length;
  return more > 0 ? [...shown, `${more} more`] : shown;
}

/**
 * Bytes across the host but for weights: what goes in and out of runs, and what has to leave the
 * device between them.
 */
export function crossedBytes({
  run,
  outside,
}: {
  readonly run: Counts;
  readonly outside: Counts;
}): number {
  return run.up + run.down + outside.down;
}

export function dispatchesOf(recordings: readonly Recording[]): readonly Dispatch[] {
  return recordings.flatMap(({ dispatches }) => dispatches);
}

function boundBytes(dispatch: Dispatch): number {
  return dispatch.boundBytes;
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
