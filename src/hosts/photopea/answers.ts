import * as v from 'valibot';
import { rect } from '../../core/geometry';
import type { PhotopeaAnswer } from './collect';
import {
  badAnswerError,
  busyError,
  documentGoneError,
  layerGoneError,
  resizeRefusedError,
} from './errors';

/** An answer's JSON object, its fields not yet looked at. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * The one object that the script answered with.
 *
 * @throws HostError `photopea-bad-answer`
 */
export function fieldsOf(answer: PhotopeaAnswer): Fields {
  const [text, ...more] = answer.texts;
  if (text === undefined || more.length > 0) throw badAnswerError('number of answers');
  return checked(v.looseObject({}), parse(text));
}

/**
 * The object that a script answered with which may report `error` instead.
 *
 * @throws HostError or DocumentError for what the report means
 */
export function successOf(answer: PhotopeaAnswer): Fields {
  const fields = fieldsOf(answer);
  switch (fields['error']) {
    case undefined:
      return fields;
    case 'busy':
    case 'notours':
      throw busyError('refused');
    case 'nodoc':
      throw documentGoneError();
    case 'nolayer':
      throw layerGoneError();
    case 'noresize':
      throw resizeRefusedError();
    default:
      throw badAnswerError('unknown report');
  }
}

export function oneFile(answer: PhotopeaAnswer): ArrayBuffer {
  const [file, ...more] = answer.files;
  if (file === undefined || more.length > 0) throw badAnswerError('number of files');
  return file;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badAnswerError('text', error);
  }
}

/**
 * A part of an answer as a schema has it, nothing else in it.
 *
 * @throws HostError `photopea-bad-answer`, which names the field
 */
export function checked<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (!result.success) throw badAnswerError(v.getDotPath(result.issues[0]) ?? 'answer');
  return result.output;
}

/** A whole number from 0 on: a count, an index, an id. */
export const COUNT = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const SIDE = v.pipe(COUNT, v.minValue(1));
const FINITE = v.pipe(v.number(), v.finite());

/** Photopea leaves out of JSON what is undefined, and some flags of a layer may be. */
export const FLAG = v.nullish(v.boolean(), false);

/** Left, top, right and bottom become the whole pixels around what may lie between them. */
export const AREA = v.pipe(
  v.tuple([FINITE, FINITE, FINITE, FINITE]),
  v.transform((edges) => {
    const [left, top] = [Math.floor(edges[0]), Math.floor(edges[1])];
    const [right, bottom] = [Math.ceil(edges[2]), Math.ceil(edges[3])];
    return rect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
  }),
);

export const DOCUMENT_KEY = v.object({
  index: COUNT,
  name: v.string(),
  width: SIDE,
  height: SIDE,
});

export const LAYER_KEY = v.object({ id: FINITE, name: v.string(), item: FINITE });

/** Index of the current history state, -1 where it cannot be told, and how many there are. */
export const HISTORY_MARK = v.tuple([FINITE, COUNT]);
