import { convertIndexedToRgb, decode, type DecodedPng } from 'fast-png';
import { sameSize, type Size } from '../../core/geometry';
import type { Image8 } from '../../core/image';
import type { Mask } from '../../core/mask';
import { badAnswerError } from './errors';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Signature, length and type of the IHDR chunk. */
const HEADER_BYTES = 24;

export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, i) => bytes[i] === byte);
}

/** The size a PNG says it has; throws `photopea-bad-answer` for anything else. */
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
  const { data, channels, shift } = samplesOf(bytes, size);
  const count = size.width * size.height;
  const out = new Uint8ClampedArray(count * 4).fill(255);
  const colors = channels < 3 ? [0, 0, 0] : [0, 1, 2];
  for (let i = 0; i < count; i++) {
    const from = i * channels;
    for (let c = 0; c < 3; c++) out[i * 4 + c] = (data[from + (colors[c] ?? 0)] ?? 0) >> shift;
    if (channels % 2 === 0) out[i * 4 + 3] = (data[from + channels - 1] ?? 0) >> shift;
  }
  return { width: size.width, height: size.height, depth: 8, data: out };
}

/** The alpha of a PNG of exactly this size; without transparency, all of it is 255. */
export function pngAlpha(bytes: Uint8Array, size: Size): Mask {
  const { data: samples, channels, shift } = samplesOf(bytes, size);
  const data = new Uint8Array(size.width * size.height).fill(255);
  if (channels % 2 === 0) {
    for (let i = 0; i < data.length; i++) {
      data[i] = (samples[i * channels + channels - 1] ?? 0) >> shift;
    }
  }
  return { width: size.width, height: size.height, data };
}

interface Samples {
  readonly data: DecodedPng['data'];
  /** 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA. */
  readonly channels: number;
  /** From the samples' depth to 8 bits. */
  readonly shift: 0 | 8;
}

function samplesOf(bytes: Uint8Array, size: Size): Samples {
  if (!sameSize(pngSize(bytes), size)) throw badAnswerError('picture size');
  const png = decodePng(bytes);
  return { data: png.data, channels: png.channels, shift: png.depth === 16 ? 8 : 0 };
}

function decodePng(bytes: Uint8Array): Pick<DecodedPng, 'data' | 'channels' | 'depth'> {
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
function keyed(png: DecodedPng): DecodedPng {
  if (png.transparency !== undefined) throw badAnswerError('picture with a transparent colour');
  return png;
}
