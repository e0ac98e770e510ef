import { nextTask, throwIfAborted } from './abort';

/** Longest time that work keeps messages waiting, milliseconds. */
const TURN_MS = 30;

/** Awaited between the parts of long work; what it throws ends the work. */
export type Breathe = () => Promise<void>;

/**
 * Makes a function to be awaited between the parts of long work, which lets the next task begin from
 * time to time.
 *
 * @throws the signal's reason, from that function, once the signal is aborted
 */
export function createBreather(signal: AbortSignal | undefined): Breathe {
  let last = performance.now();
  return async () => {
    throwIfAborted(signal);
    if (performance.now() - last < TURN_MS) return;
    await nextTask();
    last = performance.now();
    throwIfAborted(signal);
  };
}
