import { ServerError } from '../core/errors';
import * as v from 'valibot';
import type { HistoryEntry } from './answers';
import { FAILURE, type NodeFailure } from './messages';
import { PASSING } from './patience';
import type { Server } from './server';

/** What became of a prompt, as the server tells when it is asked. */
export type PromptState =
  | { readonly state: 'waiting'; readonly ahead: number }
  | { readonly state: 'running' }
  | { readonly state: 'done'; readonly outputs: HistoryEntry['outputs'] }
  | { readonly state: 'failed'; readonly failure: NodeFailure }
  | { readonly state: 'interrupted' }
  /** Neither in the queue nor among what is over. */
  | { readonly state: 'unknown' }
  /** The server did not answer: it says nothing about the prompt. */
  | { readonly state: 'unreachable'; readonly error: ServerError };

/** A run goes on while these answer in its server's place. */
const SILENT: ReadonlySet<string> = new Set([
  ...PASSING,
  'comfy-server-failed',
  'comfy-answer-hidden',
]);

/**
 * Asks what became of a prompt.
 * @throws what the calls throw, but for what passes
 */
export async function promptState(
  server: Pick<Server, 'history' | 'queue'>,
  id: string,
  signal: AbortSignal,
): Promise<PromptState> {
  try {
    const entry = await server.history(id, signal);
    if (entry !== null) return endOf(entry);
    const { running, pending } = await server.queue(signal);
    if (running.some((queued) => queued.id === id)) return { state: 'running' };
    const ours = pending.find((queued) => queued.id === id);
    if (ours === undefined) return { state: 'unknown' };
    // The list is a heap: its order says nothing.
    const before = pending.filter(({ number }) => number < ours.number).length;
    return { state: 'waiting', ahead: running.length + before };
  } catch (error) {
    if (!(error instanceof ServerError) || !SILENT.has(error.code)) throw error;
    return { state: 'unreachable', error };
  }
}

function endOf({ outputs, status }: HistoryEntry): PromptState {
  // Interruptions count as errors; only the last message tells them apart.
  const [last, data] = status?.messages.at(-1) ?? [];
  if (last === 'execution_interrupted') return { state: 'interrupted' };
  const isError = last === 'execution_error' || status?.status_str === 'error';
  if (!isError) return { state: 'done', outputs };
  const read = v.safeParse(FAILURE, data);
  const failure = read.success ? read.output : { nodeType: '', exception: '', message: '' };
  return { state: 'failed', failure };
}
