import type { Breathe } from '../core/breathe';
import type { Size } from '../core/geometry';
import { CHANNELS, type Image } from '../core/image';
import { decodePngInTurns } from '../pixels/png/decode-png';
import { PngError } from '../pixels/png/errors';
import { readPngInTurns } from '../pixels/png/read-png';
import { resultUnusable } from './run-errors';

/** More than a PNG of these pixels is: they are at most stored as they are, with the graph as text. */
export function largestPng({ width, height }: Size): number {
  return height * (1 + width * CHANNELS * 2) * 1.01 + 4 * 2 ** 20;
}

/**
 * A server's picture. Its size is looked at before anything is allocated for it.
 * @throws ServerError `comfy-result-unusable`, and what `breathe` throws
 */
export async function resultImage(
  png: Uint8Array,
  { width, height }: Size,
  breathe: Breathe,
): Promise<Image> {
  try {
    const file = await readPngInTurns(png, breathe);
    const { header } = file;
    if (header.width !== width || header.height !== height) {
      const sizes = `${header.width} × ${header.height} instead of ${width} × ${height} pixels`;
      throw resultUnusable(`it is ${sizes}`);
    }
    return await decodePngInTurns(file, breathe);
  } catch (error) {
    throw error instanceof PngError ? resultUnusable(error.message, error) : error;
  }
}
