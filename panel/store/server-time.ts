import type { Running } from './panel-state';
import type { ServerRun } from './server';

/** Milliseconds that the steps on a server take by its measured speed; null: it was not measured. */
export function serverTimeMs({ stepMs }: ServerRun, run: Running): number | null {
  if (run.restorer !== 'remote' || run.part?.part !== 'sample' || stepMs === null) return null;
  const { done, total } = run.part.clock;
  const toCome = run.variants.of - run.variants.done - 1;
  return (total - done + toCome * total) * stepMs;
}
