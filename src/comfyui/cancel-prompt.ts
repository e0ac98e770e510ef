import { delay } from '../core/abort';
import { promptState } from './prompt-state';
import type { Server } from './server';

/** How long a prompt may take to end, milliseconds: loading a model cannot be interrupted. */
const PATIENCE_MS = 10 * 60_000;
const LOOK_MS = 500;

/**
 * Stops a prompt and no other, and makes the server forget it. Ends when it is over there.
 *
 * A prompt that waits leaves the queue, one that runs is interrupted, which takes effect at its next
 * node or step. Servers that cannot be told which one to interrupt stop whatever runs: they are told
 * right after they have said that it is this one, and once.
 *
 * @returns whether it is over; false where the server does not answer, or not in time
 * @throws what the server's methods throw
 */
export async function cancelPrompt(server: Server, id: string): Promise<boolean> {
  const { signal } = new AbortController();
  let isAsked = false;
  let isUnknown = false;
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
    const { state } = await promptState(server, id, signal);
    switch (state) {
      case 'unreachable':
        return false;
      case 'waiting':
        // Between two looks one that waited may have begun: the next look sees it.
        if (server.abilities.cancelsJobs) await server.cancelJob(id, signal);
        else await server.unqueue(id, signal);
        break;
      case 'running':
        if (isAsked) break;
        isAsked = true;
        if (server.abilities.cancelsJobs) await server.cancelJob(id, signal);
        else await server.interrupt(id, signal);
        break;
      case 'unknown':
        // One that ended between the two questions of a look is in neither answer.
        if (isUnknown) return true;
        isUnknown = true;
        break;
      case 'done':
      case 'failed':
      case 'interrupted':
        await server.forget(id, signal);
        return true;
    }
    await delay(LOOK_MS, signal);
  }
  return false;
}
