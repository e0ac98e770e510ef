import type { OnRunEvent, RunStage } from '../core/events';

/** Announces the stages of a run and measures how long each takes, milliseconds. */
export interface StageClock {
  enter(stage: RunStage): void;
  stop(): Readonly<Partial<Record<RunStage, number>>>;
}

export function createStageClock(onEvent: OnRunEvent): StageClock {
  const timings: Partial<Record<RunStage, number>> = {};
  let stage: RunStage | null = null;
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
