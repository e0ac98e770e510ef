import { packError, type PackedError } from '../../../core/errors';
import { isObject } from './parse';

/** Packs an error without its stack, which may be long and name paths; this end logs it. */
export function packed(error: unknown): PackedError {
  const { stack, ...rest } = packError(error);
  return { ...rest, stack: stack === null ? null : stack.slice(0, MAX_STACK) };
}

const MAX_STACK = 4000;
const MAX_DEPTH = 8;

export function isPacked(value: unknown, depth = 0): value is PackedError {
  if (!isObject(value) || depth > MAX_DEPTH) return false;
  const { name, message, code, hint, details, stack, cause } = value;
  return (
    typeof name === 'string' &&
    typeof message === 'string' &&
    [code, hint, stack].every((text) => text === null || typeof text === 'string') &&
    isObject(details) &&
    Object.values(details).every((item) => typeof item === 'string' || typeof item === 'number') &&
    (cause === null || isPacked(cause, depth + 1))
  );
}
