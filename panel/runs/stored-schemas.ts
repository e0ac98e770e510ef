import * as v from 'valibot';
import type { ImageColors } from '../../src/core/document';
import { isImageColors } from '../../src/pixels/icc/image-colors';
import { MAX_NAME } from '../store/kept-name';

const MAX_ID = 256;
const MAX_SIDE = 300_000;

export const name = v.pipe(v.string(), v.maxLength(MAX_NAME));
export const id = v.pipe(v.string(), v.maxLength(MAX_ID));

export function between(least: number, most: number): v.GenericSchema<number> {
  return v.pipe(v.number(), v.minValue(least), v.maxValue(most));
}

export function whole(least: number, most: number): v.GenericSchema<number> {
  return v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
}

/** What the RGB values of a picture mean. */
export const colors = v.custom<ImageColors>(isImageColors);

export const host = v.picklist(['photopea', 'photoshop', 'standalone']);
export const device = v.picklist(['webgpu', 'wasm']);

/** In pixels of a document. */
export const side = whole(1, MAX_SIDE);
export const place = whole(0, MAX_SIDE);
export const size = v.object({ width: side, height: side });
