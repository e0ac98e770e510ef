import { randomUUID } from 'node:crypto';
import { checkPrompt, refused, type PromptCheck } from '../graph/check-prompt';
import { isObject, pythonText, type Json, type JsonObject } from '../json';
import type { Machine } from '../run/machine';
import type { QueueItem } from '../state/prompt-queue';
import { hasFeature } from '../version';
import { json, SERVER_ERROR } from './answer';
import type { ComfyRequest, Handler } from './request';

/** JSON whatever the content type says; undefined: it is none. */
export function jsonOf({ body }: ComfyRequest): Json | undefined {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8')) as Json;
  } catch {
    return undefined;
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function idRefusal({ persona, rules }: Machine, id: Json | undefined): PromptCheck | null {
  const isStrict = hasFeature(persona.version, 'uuid-prompt-id') || !rules('R7-any-id');
  const isRight = id === undefined || (typeof id === 'string' && UUID.test(id));
  if (isRight || !isStrict || !rules('R7-uuid')) return null;
  return refused(
    'invalid_prompt_id',
    'Invalid prompt_id',
    `prompt_id must be a canonical lower-case UUID: ${pythonText(id)}`,
  );
}

function check(machine: Machine, body: JsonObject): PromptCheck {
  const { catalog, folders, persona, rules } = machine;
  const refusal = idRefusal(machine, body.prompt_id);
  if (refusal !== null && rules('R6-order')) return refusal;
  const hasFile = (annotated: string): boolean => {
    const place = folders.place(annotated);
    return !rules('R6-file-exists') || (place !== null && folders.read(place) !== null);
  };
  const checks = { catalog, hasFile, keepsShort: rules('R6-long-list') };
  const graph = isObject(body.prompt) ? body.prompt : {};
  const verdict = checkPrompt(graph, checks, persona.version, rules);
  return verdict.accepted ? (refusal ?? verdict) : verdict;
}

function itemOf(
  machine: Machine,
  body: JsonObject,
  { prompt, outputs }: Extract<PromptCheck, { accepted: true }>,
): QueueItem {
  const { persona, rules } = machine;
  const counter = typeof body.number === 'number' ? body.number : machine.nextNumber();
  const number = body.front === true && body.number === undefined ? -counter : counter;
  const keepsId = hasFeature(persona.version, 'own-prompt-id') || !rules('R7-own-id');
  const id = keepsId && body.prompt_id !== undefined ? pythonText(body.prompt_id) : randomUUID();
  const extra = {
    ...(isObject(body.extra_data) ? body.extra_data : {}),
    ...(typeof body.client_id === 'string' && { client_id: body.client_id }),
    create_time: Date.now(),
  };
  return { number, id, prompt, extra, outputs };
}

export const postPrompt: Handler = (machine, request) => {
  const body = jsonOf(request);
  if (!isObject(body)) return SERVER_ERROR;
  const verdict =
    body.prompt === undefined
      ? refused('no_prompt', 'No prompt provided', 'No prompt provided')
      : check(machine, body);
  if (!verdict.accepted) {
    return json({ error: verdict.error, node_errors: verdict.nodeErrors }, 400);
  }
  const item = itemOf(machine, body, verdict);
  machine.queue.put(item);
  return json({ prompt_id: item.id, number: item.number, node_errors: verdict.nodeErrors });
};
