import { convertIndexedToRgb, decode, type DecodedPng } from 'fast-png';
import { sameSize, type Size } from '../../core/geometry';
import type { Mask } from '../../core/mask';
import { badAnswerError } from './errors';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Signature, length and type of the IHDR chunk. */
const HEADER_BYTES = 24;

/** The size a PNG says it has; throws `photopea-bad-answer` for anything else. */
export function pngSize(bytes: Uint8Array): Size {
  if (bytes.length < HEADER_BYTES || SIGNATURE.some((b, i) => bytes[i] !== b)) {
    throw badAnswerError('picture format');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/**
 * The alpha of a PNG of exactly this size. Photopea writes a palette, RGB or RGBA, whichever is
 * smaller; without transparency, all of it is 255. A canvas would premultiply, and lose nothing here,
 * but it is not to be had in every worker.
 */
export function pngAlpha(bytes: Uint8Array, size: Size): Mask {
  if (!sameSize(pngSize(bytes), size)) throw badAnswerError('picture size');
  const png = decodePng(bytes);
  const count = size.width * size.height;
  const data = new Uint8Array(count);
  const alpha = png.channels - 1;
  const shift = png.depth === 16 ? 8 : 0;
  if (png.channels % 2 === 1) {
    data.fill(255);
  } else {
    for (let i = 0; i < count; i++) data[i] = (png.data[i * png.channels + alpha] ?? 0) >> shift;
  }
  return { width: size.width, height: size.height, data };
}

type Samples = Pick<DecodedPng, 'data' | 'channels' | 'depth'>;

function decodePng(bytes: Uint8Array): Samples {
  try {
    const png = decode(bytes);
    if (png.palette === undefined) return keyed(png);
    const channels = png.palette[0]?.length ?? 0;
    return { data: convertIndexedToRgb(png), channels, depth: 8 };
  } catch (error) {
    throw badAnswerError('picture', error);
  }
}

/** A colour that stands for "transparent" is legal for RGB and grey, and Photopea has no use for it. */
function keyed(png: DecodedPng): Samples {
  if (png.transparency !== undefined) throw badAnswerError('picture with a transparent colour');
  return png;
}
