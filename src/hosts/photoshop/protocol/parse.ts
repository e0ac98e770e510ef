import { type Rect, type Size, isEmpty } from '../../../core/geometry';
import { type BlendMode, isBlendMode } from '../../../core/blend-mode';
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

/** Longest side that is accepted, pixels: far beyond any document; sums and products stay exact. */
const MAX_SIDE = 2 ** 20;

/**
 * A text of at most `maxLength` characters.
 *
 * @throws HostError `bridge-protocol` for any other value, as all functions of this file do
 */
export function textFrom(value: unknown, maxLength: number): string {
  if (typeof value !== 'string' || value.length > maxLength) throw bridgeProtocol('text');
  return value;
}

export function countFrom(value: unknown, max: number = Number.MAX_SAFE_INTEGER): number {
  if (!isCount(value) || value > max) throw bridgeProtocol('number');
  return value;
}

export function flagFrom(value: unknown): boolean {
  if (typeof value !== 'boolean') throw bridgeProtocol('flag');
  return value;
}

/** 0…1 */
export function shareFrom(value: unknown): number {
  const share = typeof value === 'number' && value >= 0 && value <= 1;
  if (!share) throw bridgeProtocol('share');
  return value;
}

export function blendModeFrom(value: unknown): BlendMode {
  if (!isBlendMode(value)) throw bridgeProtocol('blend mode');
  return value;
}

/** A size of at least one pixel a side. */
export function sizeFrom(value: unknown): Size {
  if (!isObject(value)) throw bridgeProtocol('size');
  const size = {
    width: countFrom(value['width'], MAX_SIDE),
    height: countFrom(value['height'], MAX_SIDE),
  };
  if (isEmpty(size)) throw bridgeProtocol('size');
  return size;
}

/** A rectangle of at least one pixel, at any place. */
export function rectFrom(value: unknown): Rect {
  const { width, height } = sizeFrom(value);
  const { x, y } = value as { readonly x: unknown; readonly y: unknown };
  if (!isPlace(x) || !isPlace(y)) throw bridgeProtocol('rectangle');
  return { x, y, width, height };
}

function isPlace(value: unknown): value is number {
  return Number.isSafeInteger(value) && Math.abs(value as number) <= MAX_SIDE;
}
