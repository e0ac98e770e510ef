import { type Size, sameSize } from '../../core/geometry';
import type { Image, Image8 } from '../../core/image';
import { createMask, type Mask } from '../../core/mask';
import { toDepth } from '../../pixels/depth';
import { isPng } from '../../pixels/png/chunks';
import { decodePng } from '../../pixels/png/decode-png';
import { readPng } from '../../pixels/png/read-png';
import { badAnswerError } from './errors';

/** Signature, length and type of the IHDR chunk. */
const HEADER_BYTES = 24;

/**
 * The size a PNG says it has.
 *
 * @throws HostError `photopea-bad-answer` for anything else
 */
export function pngSize(bytes: Uint8Array): Size {
  if (bytes.length < HEADER_BYTES || !isPng(bytes)) {
    throw badAnswerError('picture format');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/**
 * A PNG of exactly this size, with straight alpha. Photopea writes a palette, RGB or RGBA, whichever is
 * smaller. A canvas would premultiply the colours.
 */
export function pngPicture(bytes: Uint8Array, size: Size): Image8 {
  return toDepth(decoded(bytes, size), 8);
}

/** The alpha of a PNG of exactly this size; without transparency, all of it is 255. */
export function pngAlpha(bytes: Uint8Array, size: Size): Mask {
  const picture = pngPicture(bytes, size);
  const mask = createMask(size, 0);
  for (let i = 0; i < mask.data.length; i++) mask.data[i] = picture.data[i * 4 + 3] ?? 0;
  return mask;
}

function decoded(bytes: Uint8Array, size: Size): Image {
  if (!sameSize(pngSize(bytes), size)) throw badAnswerError('picture size');
  const file = answered(() => readPng(bytes));
  // What a person's file may lack, the editor's answer may not: a selection comes as transparency.
  if (file.dropped.includes('tRNS')) throw badAnswerError('damaged transparency');
  return answered(() => decodePng(file));
}

function answered<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw badAnswerError('picture', error);
  }
}
