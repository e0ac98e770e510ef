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

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5000;

/** Whether a later call may succeed though nobody changes anything. */
export function isPassing(error: unknown): error is ServerError {
  return error instanceof ServerError && PASSING.has(error.code);
}

/**
 * Does `work`, again and again while it fails with what passes, for at most `ms` in which
 * the computer is awake. `onPause` is told
 * before each pause.
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
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      if (!isPassing(error) || waited() + pause > ms) throw error;
      onPause();
    }
    await delay(pause, signal);
  }
}
