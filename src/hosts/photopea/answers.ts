import type { PhotopeaAnswer } from './collect';
import {
  badAnswerError,
  busyError,
  documentGoneError,
  layerGoneError,
  resizeRefusedError,
} from './errors';
import type { DocKey } from './keys';

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
  return object(parse(text), 'answer');
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

export function object(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badAnswerError(what);
  return value as Fields;
}

export function list(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw badAnswerError(what);
  return value;
}

export function text(value: unknown, what: string): string {
  if (typeof value !== 'string') throw badAnswerError(what);
  return value;
}

export function number(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw badAnswerError(what);
  return value;
}

/** A whole number from 0 on: a count, an index, an id. */
export function count(value: unknown, what: string): number {
  const n = number(value, what);
  if (!Number.isSafeInteger(n) || n < 0) throw badAnswerError(what);
  return n;
}

/** Photopea leaves out of JSON what is undefined, and some flags of a layer may be. */
export function flag(value: unknown, what: string): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value !== 'boolean') throw badAnswerError(what);
  return value;
}

/** Left, top, right, bottom, as whole pixels around what may lie between them; null stays null. */
export function edges(
  value: unknown,
  what: string,
): readonly [number, number, number, number] | null {
  if (value === null || value === undefined) return null;
  const [left, top, right, bottom] = list(value, what).map((n) => number(n, what));
  if (left === undefined || top === undefined || right === undefined || bottom === undefined) {
    throw badAnswerError(what);
  }
  return [Math.floor(left), Math.floor(top), Math.ceil(right), Math.ceil(bottom)];
}

export function documentKey(value: unknown, what: string): DocKey {
  const fields = object(value, what);
  return {
    index: count(fields['index'], 'index'),
    name: text(fields['name'], 'name'),
    width: size(fields['width']),
    height: size(fields['height']),
  };
}

function size(value: unknown): number {
  const n = count(value, 'size');
  if (n < 1) throw badAnswerError('size');
  return n;
}

export function historyMark(value: unknown): readonly [number, number] {
  const [index, length] = list(value, 'history');
  return [number(index, 'history'), count(length, 'history')];
}
