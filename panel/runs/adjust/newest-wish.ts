import { isAbort } from '../../../src/core/abort';

export interface WishDeps<Wish> {
  readonly work: (wish: Wish, signal: AbortSignal, turn: Turn) => Promise<void>;
  /** Is told why the newest wish could not be fulfilled. */
  readonly onError: (error: unknown) => void;
  /** Milliseconds on a monotonic clock. */
  readonly nowMs: () => number;
}

/** Of a wish that is being worked on. */
export interface Turn {
  /** Whether no other wish has come since. */
  readonly isNewest: () => boolean;
  /** From now on the work is called off as soon as another wish comes. */
  readonly yieldAtOnce: () => void;
}

/** Wishes that come faster than they can be fulfilled, of which the newest counts. */
export interface NewestWish<Wish> {
  want(wish: Wish): void;
  /** Calls off what is being worked on, and what waits. */
  stop(): void;
  /** Settles when nothing is left to do. */
  idle(): Promise<void>;
}

/**
 * Work that is younger than this is finished although it is outdated: whoever moves a slider over
 * something small sees each step, and something large is not waited for.
 */
const PATIENCE_MS = 400;

/** Works on one wish at a time; those that came meanwhile are passed over for the last of them. */
export function createNewestWish<Wish>({ work, onError, nowMs }: WishDeps<Wish>): NewestWish<Wish> {
  let waiting: { readonly wish: Wish } | null = null;
  let running: { readonly control: AbortController; readonly patientUntilMs: number } | null = null;
  let ended: Promise<void> = Promise.resolve();

  const next = async (): Promise<void> => {
    while (waiting !== null) {
      const { wish } = waiting;
      waiting = null;
      const control = new AbortController();
      running = { control, patientUntilMs: nowMs() + PATIENCE_MS };
      const isNewest = (): boolean => waiting === null && !control.signal.aborted;
      try {
        await work(wish, control.signal, {
          isNewest,
          yieldAtOnce() {
            running = { control, patientUntilMs: -Infinity };
          },
        });
      } catch (error) {
        if (isNewest() && !isAbort(error)) onError(error);
      }
      running = null;
    }
  };

  return {
    want(wish) {
      waiting = { wish };
      if (running === null) ended = next();
      else if (nowMs() > running.patientUntilMs) running.control.abort();
    },
    stop() {
      waiting = null;
      running?.control.abort();
    },
    idle: () => ended,
  };
}
