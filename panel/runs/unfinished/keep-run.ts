import type { StepsDone } from '../../../src/restore/steps-done';
import type { OnStepsDone } from '../../../src/restore/request';
import type { BegunRun, UnfinishedRun, UnfinishedRuns } from '../../store/unfinished';

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
  /** Whether `begun` is stored already. */
  readonly isStored: boolean;
  /** The facts of the run where it stands. Where it rejects, the run is not kept. */
  readonly factsAt: (stepsDone: StepsDone) => Promise<UnfinishedRun>;
}

/** Keeps one run while it goes on. Nothing that it does fails the run, or waits for storage. */
export interface RunKeeper {
  readonly onStepsDone: OnStepsDone;
  /**
   * The run ended without a result: stores where it stood last, and leaves it to be gone on with.
   * @returns whether there is anything to go on with
   */
  leave(): Promise<boolean>;
  /** The run has its result: nothing is left to go on with. */
  remove(): Promise<void>;
}

export function keepRun({ unfinished, nowMs }: KeepDeps, run: RunToKeep): RunKeeper {
  let last: StepsDone | null = null;
  let newest: StepsDone | null = null;
  let writing: Promise<void> | null = null;
  let savedAtMs = -Infinity;
  let { isStored } = run;
  let isRefused = false;
  let isOver = false;
  let isRemoved = false;

  async function write(): Promise<void> {
    const stepsDone = newest;
    newest = null;
    if (stepsDone === null || isRefused) return;
    try {
      const facts = await run.factsAt(stepsDone);
      const isDone = isStored && (await unfinished.save(facts, stepsDone, null));
      if (!isDone) await unfinished.save(facts, stepsDone, run.begun());
      isStored = true;
    } catch {
      // What is stored stays as it was. Where nothing is, the pixels are not sent again and again.
      isRefused = !isStored;
    }
  }

  return {
    onStepsDone(stepsDone) {
      // A worker that was told to stop may still tell of a step.
      if (isOver) return;
      last = newest = stepsDone;
      if (writing !== null || nowMs() - savedAtMs < SAVE_EVERY_MS) return;
      writing = write().finally(() => {
        writing = null;
        savedAtMs = nowMs();
      });
    },
    async leave() {
      isOver = true;
      await writing;
      // What was stored may have been cleared since, but by `remove` it is to be gone.
      newest = isRemoved ? null : last;
      await write();
      await unfinished.release(run.id).catch(() => undefined);
      return isStored && !isRemoved;
    },
    async remove() {
      isOver = true;
      isRemoved = true;
      newest = null;
      await writing;
      await unfinished.discard(run.id).catch(() => undefined);
    },
  };
}
