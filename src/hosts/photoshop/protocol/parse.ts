import * as v from 'valibot';
import { isBlendMode, type BlendMode } from '../../../core/blend-mode';
import { bridgeProtocol } from './errors';

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A JSON object whose fields were not looked at yet. */
export type Fields = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/**
 * A value of the other end as a schema has it, nothing else in it.
 *
 * @throws HostError `bridge-protocol`, which names the field, or `what` for the value itself
 */
export function checked<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  what: string,
): v.InferOutput<S> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (!result.success) throw bridgeProtocol(v.getDotPath(result.issues[0]) ?? what);
  return result.output;
}

/** Longest side that is accepted, pixels: far beyond any document; sums and products stay exact. */
const MAX_SIDE = 2 ** 20;

const INTEGER = v.pipe(v.number(), v.safeInteger());

/** Schema of a count of at most `max`. */
export function countUpTo(max: number): v.GenericSchema<number> {
  return v.pipe(INTEGER, v.minValue(0), v.maxValue(max));
}

/** Schema of a text of at most `maxLength` characters. */
export function textUpTo(maxLength: number): v.GenericSchema<string> {
  return v.pipe(v.string(), v.maxLength(maxLength));
}

export const COUNT = countUpTo(Number.MAX_SAFE_INTEGER);

/** Schema of how a layer is drawn. */
export const LOOK = v.object({
  clipped: v.boolean(),
  visible: v.boolean(),
  blendMode: v.custom<BlendMode>(isBlendMode),
  opacity: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  fill: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
});

const SIDE = v.pipe(INTEGER, v.minValue(1), v.maxValue(MAX_SIDE));
const PLACE = v.pipe(INTEGER, v.minValue(-MAX_SIDE), v.maxValue(MAX_SIDE));

/** Schema of a size of at least one pixel a side. */
export const SIZE = v.object({ width: SIDE, height: SIDE });

/** Schema of a rectangle of at least one pixel, at any place. */
export const RECT = v.object({ x: PLACE, y: PLACE, width: SIDE, height: SIDE });
