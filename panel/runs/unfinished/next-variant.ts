import type { TakenRun } from '../../store/unfinished';
import { seedAfter } from '../variant-seed';

/** The variant that comes after a run, before its first step; null: none does. */
export function nextVariant(
  { run, begun }: TakenRun,
  id: string,
): Pick<TakenRun, 'run' | 'begun'> | null {
  if (run.variantsLeft === 0) return null;
  const { settings } = begun.restorer;
  const next = { ...settings, seed: seedAfter(settings.seed, 1) };
  return {
    run: { ...run, id, done: 0, variantsLeft: run.variantsLeft - 1 },
    // The first of a click alone is inserted.
    begun: { ...begun, restorer: { ...begun.restorer, settings: next }, isInserted: false },
  };
}
