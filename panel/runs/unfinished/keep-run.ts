import type { StepsDone } from '../../../src/restore/steps-done';
import type { OnStepsDone } from '../../../src/restore/request';
import type { BegunRun, UnfinishedRun, UnfinishedRuns } from '../../store/unfinished';

/** A run is written at most this often, milliseconds; more than that is not lost with the page. */
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
  /** The run ended without a result: stores where it stood last, and leaves it to be gone on with. */
  leave(): Promise<void>;
  /** The run has its result: nothing is left to go on with. */
  remove(): Promise<void>;
}

export function keepRun({ unfinished, nowMs }: KeepDeps, run: RunToKeep): RunKeeper {
  let newest: StepsDone | null = null;
  let writing: Promise<void> | null = null;
  let savedAtMs = -Infinity;
  let { isStored } = run;
  let isRefused = false;
  let isOver = false;

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
      newest = stepsDone;
      if (writing !== null || nowMs() - savedAtMs < SAVE_EVERY_MS) return;
      writing = write().finally(() => {
        writing = null;
        savedAtMs = nowMs();
      });
    },
    async leave() {
      isOver = true;
      await writing;
      await write();
      await unfinished.release(run.id).catch(() => undefined);
    },
    async remove() {
      isOver = true;
      newest = null;
      await writing;
      await unfinished.discard(run.id).catch(() => undefined);
    },
  };
}
