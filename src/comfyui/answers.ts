import * as v from 'valibot';
import type { ServerFile } from './graph';
import { badAnswer } from './errors';
import { plainText } from './plain-text';

/** Shapes of a server's answers. What is not asked for here is ignored, whatever it is. */

const COUNT = v.pipe(v.number(), v.finite(), v.minValue(0));
export const NAME = v.pipe(v.string(), v.maxLength(1000));
const MAX_LISTED = 100_000;
/** Texts and counts that may be missing or of another type: for showing only. */
const SHOWN = v.pipe(
  v.fallback(v.nullable(NAME), null),
  v.transform((text) => (text === null ? null : plainText(text))),
);
const BYTES = v.fallback(v.nullable(COUNT), null);

/** The card alone: PyTorch's number stands before it, and its allocator behind it. */
const DEVICE = v.pipe(
  SHOWN,
  v.transform((name) => name?.replace(/^[a-z]+:\d+ /, '').replace(/ : [a-zA-Z]+$/, '') ?? null),
);

const FILE = v.pipe(
  v.object({
    filename: v.pipe(NAME, v.minLength(1)),
    subfolder: v.nullish(NAME, ''),
    type: v.nullish(NAME, 'output'),
  }),
  v.transform((file): ServerFile => file),
);

/** The pictures of a node's output; anything else that it may hold is ignored. */
export const IMAGES = v.pipe(
  v.object({ images: v.nullish(v.pipe(v.array(v.unknown()), v.maxLength(MAX_LISTED)), []) }),
  v.transform(({ images }): readonly ServerFile[] =>
    images.flatMap((image) => {
      const read = v.safeParse(FILE, image);
      return read.success ? [read.output] : [];
    }),
  ),
);

export const SYSTEM_STATS = v.object({
  system: v.object({
    os: SHOWN,
    comfyui_version: SHOWN,
    ram_total: BYTES,
    ram_free: BYTES,
  }),
  devices: v.pipe(
    v.array(v.object({ name: DEVICE, type: SHOWN, vram_total: BYTES, vram_free: BYTES })),
    v.maxLength(1000),
  ),
});

export const FEATURES = v.object({ max_upload_size: BYTES });

export const UPLOADED = v.pipe(
  v.object({
    name: v.pipe(NAME, v.minLength(1)),
    subfolder: v.nullish(NAME, ''),
    type: v.nullish(NAME, 'input'),
  }),
  v.transform(({ name, subfolder, type }): ServerFile => ({ filename: name, subfolder, type })),
);

const NOTHING: Readonly<Record<string, unknown>> = {};

const REFUSAL = v.object({
  type: v.fallback(NAME, ''),
  message: v.fallback(v.string(), ''),
  details: v.fallback(v.string(), ''),
  extra_info: v.fallback(v.record(v.string(), v.unknown()), NOTHING),
});

/** Errors of a graph's nodes by their ids. */
const NODE_ERRORS = v.record(
  v.string(),
  v.object({
    class_type: v.fallback(NAME, ''),
    errors: v.pipe(v.array(REFUSAL), v.maxLength(1000)),
  }),
);

export const ACCEPTED = v.object({
  prompt_id: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  node_errors: v.fallback(NODE_ERRORS, {}),
});

export const REFUSED = v.object({
  error: v.union([
    REFUSAL,
    v.pipe(
      v.string(),
      v.transform((message) => ({ type: '', message, details: '', extra_info: NOTHING })),
    ),
  ]),
  node_errors: v.fallback(NODE_ERRORS, {}),
});

/** `[number, prompt id, …]`: of the rest, prompts of others included, nothing is looked at. */
const QUEUED = v.pipe(
  v.looseTuple([v.number(), v.pipe(v.string(), v.maxLength(200))]),
  v.transform(([number, id]) => ({ number, id })),
);

export const QUEUE = v.pipe(
  v.object({
    queue_running: v.pipe(v.array(QUEUED), v.maxLength(MAX_LISTED)),
    queue_pending: v.pipe(v.array(QUEUED), v.maxLength(MAX_LISTED)),
  }),
  v.transform(({ queue_running: running, queue_pending: pending }) => ({ running, pending })),
);

const HISTORY_STATUS = v.object({
  status_str: v.fallback(NAME, ''),
  messages: v.fallback(
    v.pipe(v.array(v.looseTuple([v.string(), v.unknown()])), v.maxLength(MAX_LISTED)),
    [],
  ),
});

export const HISTORY_ENTRY = v.object({
  outputs: v.fallback(v.record(v.string(), v.fallback(v.nullable(IMAGES), null)), {}),
  status: v.fallback(v.nullable(HISTORY_STATUS), null),
});

export type SystemStats = v.InferOutput<typeof SYSTEM_STATS>;
export type Refused = v.InferOutput<typeof REFUSED>;
export type Queue = v.InferOutput<typeof QUEUE>;
export type HistoryEntry = v.InferOutput<typeof HISTORY_ENTRY>;

/**
 * An answer as its schema has it.
 *
 * @throws ServerError `comfy-bad-answer`, which names the field
 */
export function checked<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  path: string,
): v.InferOutput<S> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (!result.success) throw badAnswer(path, v.getDotPath(result.issues[0]) ?? 'answer');
  return result.output;
}
