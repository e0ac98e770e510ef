import type { OnRunEvent, Stage } from '../core/events';

/** Announces the stages of a run and measures how long each takes, milliseconds. */
export interface StageClock {
  enter(stage: Stage): void;
  stop(): Readonly<Partial<Record<Stage, number>>>;
}

export function createStageClock(onEvent: OnRunEvent): StageClock {
  const timings: Partial<Record<Stage, number>> = {};
  let stage: Stage | null = null;
  let since = 0;
  const leave = (): void => {
    const now = performance.now();
    if (stage !== null) timings[stage] = (timings[stage] ?? 0) + now - since;
    since = now;
  };
  return {
    enter(next) {
      leave();
      stage = next;
      onEvent({ type: 'stage', stage });
    },
    stop() {
      leave();
      stage = null;
      return timings;
    },
  };
}
