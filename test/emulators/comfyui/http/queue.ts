import { isObject, pythonText, type Json, type JsonObject } from '../json';
import type { Machine } from '../run/machine';
import type { HistoryEntry, QueueItem } from '../state/prompt-queue';
import { hasFeature } from '../version';
import { empty, json, SERVER_ERROR } from './answer';
import { jsonOf } from './prompt';
import type { ComfyRequest, Handler } from './request';

function told({ number, id, prompt, extra, outputs }: QueueItem): Json {
  return [number, id, prompt as unknown as JsonObject, extra, outputs];
}

export const getPrompt: Handler = (machine) => json(machine.status().status as JsonObject);

export const getQueue: Handler = ({ queue }) =>
  json({
    queue_running: queue.running === null ? [] : [told(queue.running)],
    queue_pending: queue.pending.map(told),
  });

/** The ids to delete, and whether all are; null: the body is no JSON. */
function asked(request: ComfyRequest): { ids: readonly string[]; all: boolean } | null {
  const body = jsonOf(request);
  if (!isObject(body)) return null;
  const ids = Array.isArray(body.delete) ? body.delete.map(pythonText) : [];
  return { ids, all: body.clear === true };
}

export const postQueue: Handler = ({ queue, rules }, request) => {
  const what = asked(request);
  if (what === null) return SERVER_ERROR;
  if (what.all) queue.clearPending();
  if (rules('R20-delete-pending')) for (const id of what.ids) queue.deletePending(id);
  return empty();
};

export const interrupt: Handler = (machine, request) => {
  const { persona, queue, rules } = machine;
  const body = request.body.length === 0 ? {} : jsonOf(request);
  const id = isObject(body) && typeof body.prompt_id === 'string' ? body.prompt_id : '';
  const readsBody =
    rules('R20-foreign-id') &&
    (hasFeature(persona.version, 'interrupt-by-id') || !rules('R20-old-global'));
  const isMeant = id === '' ? rules('R20-global') : !readsBody || queue.running?.id === id;
  if (isMeant) machine.interrupted = true;
  return empty();
};

function entryJson({ item, outputs, success, messages }: HistoryEntry, machine: Machine): Json {
  const hasStatus = !(machine.switches().nullStatus && machine.rules('R22-null-status'));
  const meta = Object.keys(outputs).map((id): [string, Json] => [
    id,
    { node_id: id, display_node: id, parent_node: null, real_node_id: id },
  ]);
  return {
    prompt: told(item),
    outputs,
    status: hasStatus
      ? { status_str: success ? 'success' : 'error', completed: success, messages }
      : null,
    meta: Object.fromEntries(meta),
  };
}

export const getHistory: Handler = (machine, _, id) => {
  const { history } = machine.queue;
  const entries = id === '' ? [...history] : [...history].filter(([key]) => key === id);
  return json(Object.fromEntries(entries.map(([key, entry]) => [key, entryJson(entry, machine)])));
};

export const postHistory: Handler = ({ queue }, request) => {
  const what = asked(request);
  if (what === null) return SERVER_ERROR;
  if (what.all) queue.clearHistory();
  for (const id of what.ids) queue.deleteHistory(id);
  return empty();
};
