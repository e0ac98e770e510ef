import { attentionOf } from '../record/figures';
import { total } from './clock';
import type { Timed } from './profile';
import type { Figure } from './report';

/** Kernels that are shown of each stage. */
const SHOWN = 24;

/** A profile as figures: how much of it each kernel takes, and how attention came out. */
export function kernelFigures(kernels: readonly Timed[]): readonly Figure[] {
  const rows = new Map<string, { times: number; ms: number }>();
  for (const { kernel, ms } of kernels) {
    const row = rows.get(kernel) ?? { times: 0, ms: 0 };
    rows.set(kernel, { times: row.times + 1, ms: row.ms + (ms ?? 0) });
  }
  const sorted = [...rows].sort(([, a], [, b]) => b.ms - a.ms || b.times - a.times);
  const { fused, decoding, softmax } = attentionOf(kernels);
  return [
    { name: 'kernels', value: kernels.length, unit: 'count' },
    { name: 'all kernels', value: total([...rows.values()].map(({ ms }) => ms)), unit: 'ms' },
    { name: 'attention, fused', value: fused, unit: 'count' },
    { name: 'attention, fused for one query', value: decoding, unit: 'count' },
    { name: 'attention as scores in memory', value: softmax, unit: 'count' },
    ...sorted.slice(0, SHOWN).map(([kernel, { times, ms }]): Figure => ({
      name: `kernel ${kernel}`,
      value: ms,
      unit: 'ms',
      times,
    })),
  ];
}
