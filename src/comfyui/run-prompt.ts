import { abortable } from '../core/abort';
import { cancelPrompt } from './cancel-prompt';
import { followPrompt } from './follow-prompt';
import type { Graph, ServerFile } from './graph';
import { isHidden, isPassing, withPatience } from './patience';
import type { OnPromptNews } from './prompt-news';
import { promptState } from './prompt-state';
import { PACE, type Pace } from './prompt-watch';
import { resultMissing, serverStopped } from './run-errors';
import type { Server, Submitted } from './server';
import type { ServerSocket } from './server-socket';

export interface PromptJob {
  /**
   * A UUID in lower case, the same one for the same work: under it a run that an earlier try has sent
   * is found again, after a reload of the page as well. Servers before 0.3.45 choose their own.
   */
  readonly promptId: string;
  /** Of the socket. */
  readonly clientId: string;
  /** Uploads what the graph needs and makes it; once more after the server was started anew. */
  readonly prepare: (signal: AbortSignal) => Promise<Graph>;
  /** Nodes whose pictures are wanted. */
  readonly outputs: readonly string[];
  readonly maxPictureBytes: number;
}

export interface PromptOptions {
  readonly signal: AbortSignal;
  readonly onNews: OnPromptNews;
  /**
   * Told when a cancelled prompt is being stopped; the promise tells whether it is over there. Runs
   * on after `runPrompt` has thrown.
   */
  readonly onStopping?: ((stopped: Promise<boolean>) => void) | undefined;
  readonly pace?: Pace;
}

export interface PromptResult {
  /** Files of the wanted pictures by node, as the server sent them. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  /** Whether the server has forgotten words and graph. */
  readonly isForgotten: boolean;
}

/** Tries to send a prompt of which is not known whether it has arrived. */
const MOST_SENDINGS = 5;

/**
 * Runs one prompt from its upload to its pictures: finds it again or sends it, follows it, fetches
 * what came out and has it forgotten. A server that was started anew in between gets it once more.
 *
 * On abort it throws at once, and the prompt is stopped in the background.
 *
 * @throws ServerError, and the signal's reason
 */
export async function runPrompt(
  server: Server,
  socket: ServerSocket,
  job: PromptJob,
  { signal, onNews, onStopping, pace = PACE }: PromptOptions,
): Promise<PromptResult> {
  let sent: Promise<string | null> = Promise.resolve(null);
  const send: Send = (graph) => {
    // Not to be aborted: a prompt that may have arrived has to be stopped there.
    const { signal: never } = new AbortController();
    const submitted = server.submit(graph, job, never);
    sent = submitted.then(
      ({ id }) => id,
      () => (server.abilities.keepsIds ? job.promptId : null),
    );
    return submitted;
  };
  const stop = (): Promise<boolean> =>
    sent.then((id) => id === null || cancelPrompt(server, id, pace)).catch(() => false);
  const run = { server, socket, job, signal, onNews, pace, send };
  let isFileGone = false;
  try {
    for (let tries = 0; tries < 2; tries++) {
      if (tries > 0) onNews({ type: 'again' });
      const { id, refusal } = await start(run);
      sent = Promise.resolve(id);
      if (refusal !== null) {
        // What the server took of the graph would run for nobody.
        void stop();
        throw refusal;
      }
      const ended = await followPrompt({ ...run, id });
      if (ended.end === 'restarted') continue;
      const pictures = await fetchAll(run, ended.files).catch(async (error: unknown) => {
        const mayComeLater = signal.aborted || isPassing(error) || isHidden(error);
        if (!mayComeLater) await forget(server, id);
        throw error;
      });
      const isForgotten = await forget(server, id);
      if (pictures !== null) return { pictures, isForgotten };
      isFileGone = true;
    }
    throw isFileGone ? resultMissing() : serverStopped();
  } catch (error) {
    if (signal.aborted) {
      const stopped = stop();
      onStopping?.(stopped);
    }
    throw error;
  }
}

type Send = (graph: Graph) => Promise<Submitted>;

interface Run {
  readonly server: Server;
  readonly socket: ServerSocket;
  readonly job: PromptJob;
  readonly signal: AbortSignal;
  readonly onNews: OnPromptNews;
  readonly pace: Pace;
  readonly send: Send;
}

/** The prompt that is there, or has been sent now. */
async function start(run: Run): Promise<Submitted> {
  const { server, job, signal, onNews, pace, send } = run;
  const silent = (): void => onNews({ type: 'connection', state: 'lost' });
  const patiently = <T>(work: () => Promise<T>): Promise<T> =>
    withPatience(work, pace.patienceMs, signal, silent);

  if (await isThere(run, patiently)) return found(run);
  let graph = await patiently(() => job.prepare(signal));
  for (let sendings = 1; ; sendings++) {
    try {
      return await abortable(send(graph), signal);
    } catch (error) {
      const isGone = (error as { code?: unknown }).code === 'comfy-upload-gone';
      const mayHaveArrived = (isPassing(error) || isHidden(error)) && server.abilities.keepsIds;
      if (signal.aborted || sendings >= MOST_SENDINGS || !(isGone || mayHaveArrived)) throw error;
      if (isGone) graph = await patiently(() => job.prepare(signal));
      else if (await isThere(run, patiently)) return found(run);
    }
  }
}

function found({ job, onNews }: Run): Submitted {
  onNews({ type: 'found' });
  return { id: job.promptId, refusal: null };
}

/** Whether the server has the prompt, one that failed aside: that is another try's. */
async function isThere(
  { server, job, signal }: Run,
  patiently: <T>(work: () => Promise<T>) => Promise<T>,
): Promise<boolean> {
  if (!server.abilities.keepsIds) return false;
  const state = await patiently(async () => {
    const seen = await promptState(server, job.promptId, signal);
    if (seen.state === 'unreachable') throw seen.error;
    return seen.state;
  });
  if (state === 'failed' || state === 'interrupted') await forget(server, job.promptId);
  return state === 'done' || state === 'running' || state === 'waiting';
}

/** null: one of them is not there any more, as after a restart. */
async function fetchAll(
  { server, job, signal, onNews, pace }: Run,
  files: ReadonlyMap<string, ServerFile>,
): Promise<ReadonlyMap<string, Uint8Array> | null> {
  const pictures = new Map<string, Uint8Array>();
  for (const node of job.outputs) {
    const file = files.get(node);
    if (file === undefined) throw resultMissing();
    const bytes = await withPatience(
      () => server.view(file, job.maxPictureBytes, signal),
      pace.patienceMs,
      signal,
      () => onNews({ type: 'connection', state: 'lost' }),
    );
    if (bytes === null) return null;
    pictures.set(node, bytes);
  }
  return pictures;
}

async function forget(server: Server, id: string): Promise<boolean> {
  try {
    await server.forget(id, new AbortController().signal);
    return true;
  } catch {
    return false;
  }
}
