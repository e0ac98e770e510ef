import type { JsonObject } from '../json';
import { oddFrames, previewFrame } from '../socket/frames';
import type { HistoryEntry, QueueItem, StatusMessage } from '../state/prompt-queue';
import { errorData } from './error-data';
import type { Machine } from './machine';
import { Died, Interrupted } from './node-error';
import { runOrder } from './order';
import { previewOf } from './preview';
import { runNode } from './run-node';
import type { Failure, Run } from './run';
import { createProgress } from './progress';
import type { NodeResult } from './work';

/** Runs a prompt that was taken from the queue, tells its client, and writes its history. */
export async function runPrompt(machine: Machine, item: QueueItem): Promise<void> {
  const { sockets, rules, points, switches } = machine;
  const messages: StatusMessage[] = [];
  const { client_id: client } = item.extra;
  const sid = typeof client === 'string' && client !== '' ? client : null;
  const run: Run = {
    machine,
    item,
    sid,
    progress: createProgress(item.id),
    results: new Map(),
    outputs: {},
    executed: [],
    spent: 0,
  };
  const tell = (type: string, data: JsonObject, everybody = false): void => {
    const stamped = { ...data, prompt_id: item.id, timestamp: Date.now() };
    messages.push([type, stamped]);
    if (sid !== null || everybody) sockets.send(type, stamped, sid);
  };
  const entry = (success: boolean): HistoryEntry => ({
    item,
    outputs: run.outputs,
    success,
    messages,
  });

  machine.interrupted = false;
  machine.running = { id: item.id, sid, node: null };
  await points.pass({ at: 'start', prompt: item.id });
  tell('execution_start', {});
  if (switches().oddFrames && rules('R14-odd-frames')) sendOddFrames(run);
  const cached = cachedOf(machine, item);
  // Taken now: what this run makes may push it out.
  for (const [id, result] of cached) run.results.set(id, result);
  tell('execution_cached', { nodes: [...cached.keys()] });
  const failure = await runNodes(run, cached);
  if (failure === null) {
    if (!rules('R9-history-late')) machine.queue.writeHistory(entry(true));
    tell('execution_success', {});
  } else if (failure.error instanceof Interrupted) {
    tell('execution_interrupted', { ...failedAt(run, failure.node) }, true);
  } else {
    tell('execution_error', { ...failedAt(run, failure.node), ...errorData(run, failure) });
  }
  machine.running = null;
  await points.pass({ at: 'success', prompt: item.id });
  if (rules('R9-history-late')) await machine.wait(machine.persona.historyDelay);
  const isKept = failure === null || rules('R22-failed');
  machine.queue.done(isKept ? entry(failure === null) : null);
  if (sid !== null && (failure === null || rules('R9-null-at-end'))) {
    sockets.send('executing', { node: null, prompt_id: item.id }, sid);
  }
  await points.pass({ at: 'end', prompt: item.id });
}

function cachedOf({ cache }: Machine, { prompt }: QueueItem): ReadonlyMap<string, NodeResult> {
  const found = new Map<string, NodeResult>();
  for (const id of Object.keys(prompt)) {
    const kept = cache.get(cache.key(prompt, id));
    if (kept !== null) found.set(id, kept);
  }
  return found;
}

async function runNodes(
  run: Run,
  cached: ReadonlyMap<string, NodeResult>,
): Promise<Failure | null> {
  const { item, progress } = run;
  for (const node of runOrder(item.prompt, item.outputs, (id) => cached.has(id))) {
    try {
      await runNode(run, node);
    } catch (error) {
      if (error instanceof Died) throw error;
      progress.set(node, 0, 1, 'error');
      return { node, error };
    }
  }
  return null;
}

function failedAt({ item, executed }: Run, node: string): JsonObject {
  return { node_id: node, node_type: item.prompt[node]?.class_type ?? '', executed: [...executed] };
}

function sendOddFrames({ machine, sid, item }: Run): void {
  const { format, bytes } = previewOf(null, 64, 64);
  machine.sockets.image(format, bytes, { sid, node: '', prompt: item.id, result: false });
  for (const frame of [previewFrame(format, bytes), ...oddFrames(bytes)]) {
    machine.sockets.inject(frame);
  }
}
