import * as v from 'valibot';
import { area, type Size } from '../../src/core/geometry';
import { CHANNELS, type Image } from '../../src/core/image';
import type { Mask } from '../../src/core/mask';
import { size } from './stored-schemas';

/** Whether what came out of storage is an image, of at most so many pixels. */
export function isImage(value: unknown, maxPixels: number): value is Image {
  if (!hasSize(value, maxPixels) || !('depth' in value)) return false;
  const { data, depth } = value;
  const isOfDepth =
    (depth === 8 && data instanceof Uint8ClampedArray) ||
    (depth === 16 && data instanceof Uint16Array);
  return isOfDepth && data.length === area(value) * CHANNELS;
}

/** Whether what came out of storage is a mask, of at most so many pixels. */
export function isMask(value: unknown, maxPixels: number): value is Mask {
  return (
    hasSize(value, maxPixels) &&
    value.data instanceof Uint8Array &&
    value.data.length === area(value)
  );
}

function hasSize(value: unknown, maxPixels: number): value is Size & { readonly data?: unknown } {
  return v.is(size, value) && area(value) <= maxPixels;
}
