import type { Breathe } from './breathe';

/** Work in short steps. */
export type Steps<Result> = Generator<void, Result>;

export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** @param breathe awaited between the steps; what it throws ends the work */
export async function inTurns<Result>(steps: Steps<Result>, breathe: Breathe): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await breathe();
  }
}
