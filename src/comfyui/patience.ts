import { delay } from '../core/abort';
import { ServerError } from '../core/errors';
import { createWakingTime } from './waking-time';

/** Errors that go by themselves: the server starts, the computer wakes up, the network comes back. */
export const PASSING: ReadonlySet<string> = new Set([
  'comfy-unreachable',
  'comfy-timeout',
  'comfy-proxy-failed',
  'comfy-relay-gone',
]);

/** Tries of what fails and is not shown: a call that was cut off on the way looks the same. */
const MOST_HIDDEN = 3;

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5000;

/** Whether a later call may succeed though nobody changes anything. */
export function isPassing(error: unknown): error is ServerError {
  return error instanceof ServerError && PASSING.has(error.code);
}

/** Whether a server that answers other calls gave this one an answer that may not be read. */
export function isHidden(error: unknown): error is ServerError {
  return error instanceof ServerError && error.code === 'comfy-answer-hidden';
}

/**
 * Does `work`, again and again while it fails with what passes, for at most `ms` in which the computer
 * is awake; what is hidden is tried a few times. `onPause` is told before each pause.
 *
 * @throws what `work` throws at last, and the signal's reason
 */
export async function withPatience<T>(
  work: () => Promise<T>,
  ms: number,
  signal: AbortSignal,
  onPause: () => void,
): Promise<T> {
  const waited = createWakingTime();
  waited();
  let hidden = 0;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      const mayPass = isHidden(error) ? ++hidden < MOST_HIDDEN : isPassing(error);
      if (!mayPass || waited() + pause > ms) throw error;
      onPause();
    }
    await delay(pause, signal);
  }
}
