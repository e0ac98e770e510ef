import { throwIfAborted } from './abort';

/** How long work may go on before messages (an abort among them) get their turn. */
const TURN_MS = 30;

/**
 * Makes a function to be awaited between the parts of long work, which lets other messages in from
 * time to time.
 *
 * @throws the signal's reason, from that function, once the signal is aborted
 */
export function createBreather(signal: AbortSignal | undefined): () => Promise<void> {
  let last = performance.now();
  return async () => {
    throwIfAborted(signal);
    if (performance.now() - last < TURN_MS) return;
    await new Promise<void>((resolve) => setTimeout(resolve));
    last = performance.now();
    throwIfAborted(signal);
  };
}
