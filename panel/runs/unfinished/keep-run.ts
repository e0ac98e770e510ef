import type { StepsDone } from '../../../src/restore/steps-done';
import type { OnStepsDone } from '../../../src/restore/request';
import type { BegunRun, Keeping, UnfinishedRun, UnfinishedRuns } from '../../store/unfinished';

/**
 * A run is written at most this often, milliseconds: what is lost with the page is what was done in
 * that time, and the step that goes on.
 */
const SAVE_EVERY_MS = 5000;

export interface KeepDeps {
  readonly unfinished: UnfinishedRuns;
  /** Milliseconds on a monotonic clock. */
  readonly nowMs: () => number;
}

export interface RunToKeep {
  readonly id: string;
  /** What was asked, once the device is known. */
  readonly begun: () => BegunRun;
  /** What is stored already, and how many steps. */
  readonly stored: 'nothing' | 'begun' | 'steps';
  readonly storedSteps: number;
  /** The facts of the run after so many steps. Where it rejects, the run is not kept. */
  readonly factsAt: (done: number) => Promise<UnfinishedRun>;
  readonly onKeeping: (keeping: Keeping) => void;
}

/** Keeps one run while it goes on. Nothing that it does fails the run, or waits for storage. */
export interface RunKeeper {
  /** Stores the run before its first step. */
  begin(): void;
  readonly onStepsDone: OnStepsDone;
  /**
   * The run ended without a result: stores where it stood last, and leaves it to be gone on with.
   * @returns whether it has steps, which whoever began anew would lose
   */
  leave(): Promise<boolean>;
  /**
   * The run has its result: nothing of it is left to go on with. `next`: id of the variant that
   * takes its place; null: none does.
   */
  remove(next: string | null): Promise<void>;
}

/** Where a run stands; `stepsDone` null: before its first step. */
interface Point {
  readonly stepsDone: StepsDone | null;
}

export function keepRun({ unfinished, nowMs }: KeepDeps, run: RunToKeep): RunKeeper {
  let last: Point | null = null;
  let newest: Point | null = null;
  let writing: Promise<void> | null = null;
  let savedAtMs = -Infinity;
  let { stored, storedSteps } = run;
  let isRefused = false;
  let isOver = false;
  let isRemoved = false;
  let nextId: string | null = null;

  async function write(): Promise<void> {
    const point = newest;
    newest = null;
    if (point === null || isRefused) return;
    const { stepsDone } = point;
    const done = stepsDone?.done ?? 0;
    try {
      const facts = await run.factsAt(done);
      const again = stored === 'nothing' ? 'gone' : await unfinished.save(facts, stepsDone, null);
      const state = again === 'gone' ? await unfinished.save(facts, stepsDone, run.begun()) : again;
      stored = stepsDone === null ? 'begun' : 'steps';
      storedSteps = done;
      // What was given with all it needs is not gone.
      if (state !== 'gone') run.onKeeping({ state });
    } catch {
      // What is stored stays as it was. Where nothing is, the pixels are not sent again and again.
      isRefused = stored === 'nothing';
      run.onKeeping({ state: 'refused', done: storedSteps });
    }
  }

  function follow(point: Point): void {
    // A worker that was told to stop may still tell of a step.
    if (isOver) return;
    last = newest = point;
    if (writing !== null || nowMs() - savedAtMs < SAVE_EVERY_MS) return;
    writing = write().finally(() => {
      writing = null;
      // The first step is not made to wait for what was written without one.
      if (point.stepsDone !== null) savedAtMs = nowMs();
    });
  }

  return {
    begin: () => follow({ stepsDone: null }),
    onStepsDone: (stepsDone) => follow({ stepsDone }),
    async leave() {
      isOver = true;
      await writing;
      // What was stored may have been cleared since, but by `remove` it is to be gone.
      newest = isRemoved ? null : last;
      await write();
      for (const id of nextId === null ? [run.id] : [run.id, nextId]) {
        await unfinished.release(id).catch(() => undefined);
      }
      return stored === 'steps' && !isRemoved;
    },
    async remove(next) {
      isOver = true;
      isRemoved = true;
      newest = null;
      nextId = next;
      await writing;
      const gone = next === null ? unfinished.discard(run.id) : unfinished.goToNext(run.id, next);
      await gone.catch(() => undefined);
    },
  };
}
