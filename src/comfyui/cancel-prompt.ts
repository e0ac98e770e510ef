import { delay } from '../core/abort';
import { ServerError } from '../core/errors';
import { isHidden, isPassing } from './patience';
import type { Pace } from './prompt-watch';
import { promptState, type PromptState } from './prompt-state';
import type { Server } from './server';
import { createWakingTime } from './waking-time';

/** How long a prompt may take to end, milliseconds awake: loading a model cannot be interrupted. */
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
 * @throws what the server's methods throw, but for what passes
 */
export async function cancelPrompt(
  server: Server,
  id: string,
  { stopSilenceMs }: Pick<Pace, 'stopSilenceMs'>,
): Promise<boolean> {
  const { signal } = new AbortController();
  const stopper = createStopper(server, id, signal);
  const passed = createWakingTime();
  let heardAt = passed();
  for (let now = heardAt; now < PATIENCE_MS; now = passed()) {
    const { state } = await promptState(server, id, signal);
    try {
      if (await stopper(state)) return true;
      if (state !== 'unreachable') heardAt = passed();
    } catch (error) {
      // What it was told may have got lost: the next look decides.
      if (!isPassing(error) && !isHidden(error)) throw error;
    }
    if (passed() - heardAt > stopSilenceMs) return false;
    await delay(LOOK_MS, signal);
  }
  return false;
}

/** Does what the state of a prompt asks for; true when it is over. */
function createStopper(
  server: Server,
  id: string,
  signal: AbortSignal,
): (state: PromptState['state']) => Promise<boolean> {
  const { cancelsJobs, interruptsByName } = server.abilities;
  let isAsked = false;
  let unknowns = 0;
  const byQueue = (state: 'waiting' | 'running'): Promise<void> =>
    state === 'waiting' ? server.unqueue(id, signal) : server.interrupt(id, signal);
  const stop = async (state: 'waiting' | 'running'): Promise<void> => {
    if (!cancelsJobs) return byQueue(state);
    try {
      await server.cancelJob(id, signal);
    } catch (error) {
      // Builds between two versions, and proxies in front, may not have this endpoint.
      if (isPassing(error) || !(error instanceof ServerError)) throw error;
      await byQueue(state);
    }
  };
  return async (state) => {
    unknowns = state === 'unknown' ? unknowns + 1 : 0;
    switch (state) {
      case 'unreachable':
        return false;
      case 'waiting':
        // Between two looks one that waited may have begun: the next look sees it.
        await stop(state);
        return false;
      case 'running':
        // A server forgets an interruption that comes between taking a prompt and beginning it.
        if (isAsked && !interruptsByName) return false;
        isAsked = true;
        await stop(state);
        return false;
      case 'unknown':
        // One that ended between the two questions of a look is in neither answer.
        return unknowns > 1;
      case 'done':
      case 'failed':
      case 'interrupted':
        await server.forget(id, signal);
        return true;
    }
  };
}
