import type { Image } from '../../core/image';
import { decodePng } from '../../pixels/png/decode-png';
import { PngError } from '../../pixels/png/errors';
import { readPng, type PngFile } from '../../pixels/png/read-png';
import { damagedFile, truncatedFile, unsupportedFile } from './errors';

/**
 * Takes a PNG apart and decodes nothing.
 * @throws FileError
 */
export function openPng(bytes: Uint8Array, name: string): PngFile {
  return inWords(name, () => readPng(bytes));
}

/**
 * Decodes the pixels of an open PNG, as `decodePng`.
 * @throws FileError
 */
export function pngImage(file: PngFile, name: string): Image {
  return inWords(name, () => decodePng(file));
}

function inWords<T>(name: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof PngError)) throw error;
    if (error.reason === 'truncated') throw truncatedFile(name);
    if (error.reason === 'unsupported') throw unsupportedFile(name, error.message);
    throw damagedFile(name, error.message, error.cause);
  }
}
