import { abortable } from '../core/abort';

/** Runs jobs one after another, in the order of the calls. */
export interface JobQueue {
  /**
   * Runs `job` at its turn.
   * @throws the signal's reason, at once when it is aborted before that turn
   */
  run<T>(job: () => Promise<T>, signal: AbortSignal): Promise<T>;
  readonly running: number;
  readonly waiting: number;
}

export function createJobQueue(): JobQueue {
  let tail: Promise<unknown> = Promise.resolve();
  let running = 0;
  let waiting = 0;

  const inTurn = async <T>(
    turn: Promise<unknown>,
    job: () => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> => {
    waiting++;
    try {
      await abortable(turn, signal);
    } finally {
      waiting--;
    }
    running++;
    try {
      return await job();
    } finally {
      running--;
    }
  };

  return {
    run(job, signal) {
      const turn = tail;
      const result = inTurn(turn, job, signal);
      // A job that was called off while waiting does not let the next one overtake.
      tail = Promise.allSettled([turn, result]);
      return result;
    },
    get running() {
      return running;
    },
    get waiting() {
      return waiting;
    },
  };
}
