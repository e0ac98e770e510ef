import * as v from 'valibot';
import type { ServerFile } from './graph';
import { IMAGES, NAME } from './answers';

/** Progress of one node: `value` of `max`. */
export interface NodeProgress {
  readonly node: string;
  readonly value: number;
  readonly max: number;
  readonly state: 'running' | 'finished' | 'error';
}

/** Why a node failed, in the server's words. */
export interface NodeFailure {
  readonly nodeType: string;
  readonly exception: string;
  readonly message: string;
}

/** A text message of the server's socket. What is not known, or is not as known, is no error. */
export type ServerMessage =
  | { readonly type: 'status'; readonly queueRemaining: number }
  | { readonly type: 'feature_flags'; readonly maxUploadBytes: number | null }
  | { readonly type: 'execution_start'; readonly promptId: string }
  | {
      readonly type: 'execution_cached';
      readonly promptId: string;
      readonly nodes: readonly string[];
    }
  | {
      readonly type: 'progress_state';
      readonly promptId: string;
      readonly nodes: readonly NodeProgress[];
    }
  /** `node` null: the run is over. `promptId` null: told after a reconnection. */
  | { readonly type: 'executing'; readonly promptId: string | null; readonly node: string | null }
  | {
      readonly type: 'progress';
      readonly promptId: string;
      readonly node: string | null;
      readonly value: number;
      readonly max: number;
    }
  | {
      readonly type: 'executed';
      readonly promptId: string;
      readonly node: string;
      readonly images: readonly ServerFile[];
    }
  | { readonly type: 'execution_success'; readonly promptId: string }
  | { readonly type: 'execution_error'; readonly promptId: string; readonly failure: NodeFailure }
  | { readonly type: 'execution_interrupted'; readonly promptId: string }
  | { readonly type: 'unknown'; readonly name: string }
  | { readonly type: 'malformed'; readonly reason: string };

const ID = v.pipe(v.string(), v.maxLength(200));
const AMOUNT = v.pipe(v.number(), v.finite(), v.minValue(0));
const MAX_NODES = 10_000;

/** Node ids are texts that mostly look like numbers; some nodes send numbers. */
const NODE = v.pipe(v.union([ID, v.number()]), v.transform(String));
const PROMPT = v.object({ prompt_id: ID });
const LATER_STATE = v.picklist(['running', 'finished', 'error']);

export const FAILURE = v.pipe(
  v.object({
    node_type: v.fallback(v.string(), ''),
    exception_type: v.fallback(v.string(), ''),
    exception_message: v.fallback(v.string(), ''),
  }),
  v.transform((failure): NodeFailure => ({
    nodeType: failure.node_type,
    exception: failure.exception_type,
    message: failure.exception_message,
  })),
);

const SCHEMAS = {
  status: v.pipe(
    v.object({
      status: v.object({ exec_info: v.object({ queue_remaining: AMOUNT }) }),
    }),
    v.transform(({ status }) => ({ queueRemaining: status.exec_info.queue_remaining })),
  ),
  feature_flags: v.pipe(
    v.object({ max_upload_size: v.fallback(v.nullable(AMOUNT), null) }),
    v.transform((flags) => ({ maxUploadBytes: flags.max_upload_size })),
  ),
  execution_start: v.pipe(PROMPT, v.transform(promptOf)),
  execution_cached: v.pipe(
    v.object({ ...PROMPT.entries, nodes: v.pipe(v.array(NODE), v.maxLength(MAX_NODES)) }),
    v.transform(({ nodes, ...rest }) => ({ ...promptOf(rest), nodes })),
  ),
  progress_state: v.pipe(
    v.object({
      ...PROMPT.entries,
      nodes: v.record(
        ID,
        v.fallback(v.nullable(v.object({ value: AMOUNT, max: AMOUNT, state: LATER_STATE })), null),
      ),
    }),
    v.transform(({ nodes, ...rest }) => ({
      ...promptOf(rest),
      nodes: Object.entries(nodes).flatMap(([node, told]) => (told ? [{ node, ...told }] : [])),
    })),
  ),
  executing: v.pipe(
    v.object({ prompt_id: v.nullish(ID, null), node: v.nullable(NODE) }),
    v.transform(({ prompt_id: promptId, node }) => ({ promptId, node })),
  ),
  progress: v.pipe(
    v.object({ ...PROMPT.entries, node: v.nullish(NODE, null), value: AMOUNT, max: AMOUNT }),
    v.transform(({ node, value, max, ...rest }) => ({ ...promptOf(rest), node, value, max })),
  ),
  executed: v.pipe(
    v.object({ ...PROMPT.entries, node: NODE, output: v.fallback(v.nullable(IMAGES), null) }),
    v.transform(({ node, output, ...rest }) => ({ ...promptOf(rest), node, images: output ?? [] })),
  ),
  execution_success: v.pipe(PROMPT, v.transform(promptOf)),
  execution_error: v.pipe(
    v.object({ ...PROMPT.entries, ...FAILURE.pipe[0].entries }),
    v.transform(({ prompt_id, ...failure }) => ({
      promptId: prompt_id,
      failure: v.parse(FAILURE, failure),
    })),
  ),
  execution_interrupted: v.pipe(PROMPT, v.transform(promptOf)),
} as const;

const ENVELOPE = v.object({ type: NAME, data: v.unknown() });

/** Reads a text message; never throws. */
export function readMessage(text: string): ServerMessage {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { type: 'malformed', reason: 'not JSON' };
  }
  const envelope = v.safeParse(ENVELOPE, parsed);
  if (!envelope.success) return { type: 'malformed', reason: 'no type' };
  const { type, data } = envelope.output;
  if (!isKnown(type)) return { type: 'unknown', name: type };
  const body = v.safeParse<v.GenericSchema>(SCHEMAS[type], data, { abortEarly: true });
  if (!body.success) return { type: 'malformed', reason: type };
  return { type, ...(body.output as object) } as ServerMessage;
}

function isKnown(type: string): type is keyof typeof SCHEMAS {
  return Object.hasOwn(SCHEMAS, type);
}

function promptOf({ prompt_id }: { readonly prompt_id: string }): { readonly promptId: string } {
  return { promptId: prompt_id };
}
