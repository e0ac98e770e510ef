import type { Breathe } from '../../core/breathe';
import type { Image } from '../../core/image';
import { decodePngInTurns } from '../../pixels/png/decode-png';
import { PngError } from '../../pixels/png/errors';
import { readPngInTurns, type PngFile } from '../../pixels/png/read-png';
import { damagedFile, truncatedFile, unsupportedFile } from './errors';

/**
 * Takes a PNG apart and decodes nothing.
 * @throws FileError, and what `breathe` throws
 */
export function openPng(bytes: Uint8Array, name: string, breathe: Breathe): Promise<PngFile> {
  return inWords(name, () => readPngInTurns(bytes, breathe));
}

/**
 * Decodes the pixels of an open PNG, as `decodePngInTurns`.
 * @throws FileError, and what `breathe` throws
 */
export function pngImage(file: PngFile, name: string, breathe: Breathe): Promise<Image> {
  return inWords(name, () => decodePngInTurns(file, breathe));
}

async function inWords<T>(name: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof PngError)) throw error;
    if (error.reason === 'truncated') throw truncatedFile(name);
    if (error.reason === 'unsupported') throw unsupportedFile(name, error.message);
    throw damagedFile(name, error.message, error.cause);
  }
}
