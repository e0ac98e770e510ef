import { CHANNELS, maxValue, type Image } from '../../../core/image';
import type { Mask } from '../../../core/mask';
import { toDepth } from '../../../pixels/depth';
import { srgbToLinear } from '../../../pixels/icc/srgb';
import type { DocumentDepth } from './documents';
import type { PsPixels } from './types/photoshop';

/** Chunky pixels for `createImageDataFromBuffer`, 16 bit in the full range. */
export interface Buffer {
  readonly data: PsPixels;
  readonly components: 1 | 2 | 4;
}

/** RGBA of the document's depth: what has another depth damages the layer. */
export function rgbaBuffer(image: Image, depth: DocumentDepth): Buffer {
  if (depth === 32) return { data: lightOf(image), components: 4 };
  if (depth === 16) return { data: toDepth(image, 16).data, components: 4 };
  const { buffer, byteOffset, length } = toDepth(image, 8).data;
  return { data: new Uint8Array(buffer, byteOffset, length), components: 4 };
}

/** 32-bit documents hold light: linear, 0…1. */
function lightOf(image: Image): Float32Array {
  const max = maxValue(image.depth);
  const light = tableOf(max, srgbToLinear);
  const out = new Float32Array(image.data.length);
  for (let i = 0; i < out.length; i++) {
    const value = image.data[i] ?? 0;
    out[i] = i % CHANNELS === 3 ? value / max : (light[value] ?? 0);
  }
  return out;
}

function tableOf(max: number, map: (share: number) => number): Float32Array {
  return Float32Array.from({ length: max + 1 }, (_, value) => map(value / max));
}

/** Shares of the sRGB primaries in what the eye sees as brightness. */
const [RED, GREEN, BLUE] = [0.2126, 0.7152, 0.0722];

/** The profile that `grayBuffer` is in; Photoshop converts from there to the document's own. */
export const GRAY_PROFILE = 'Gray Gamma 2.2';

/**
 * Gray with alpha: the brightness of the light, stored with a gamma of 2.2. 32-bit documents hold
 * the light itself.
 */
export function grayBuffer(image: Image, depth: DocumentDepth): Buffer {
  const max = maxValue(image.depth);
  const light = tableOf(max, srgbToLinear);
  const pixels = image.width * image.height;
  const top = depth === 32 ? 1 : depth === 16 ? 65535 : 255;
  const data = arrayOf(depth, pixels * 2);
  for (let i = 0; i < pixels; i++) {
    const at = i * CHANNELS;
    const brightness =
      RED * (light[image.data[at] ?? 0] ?? 0) +
      GREEN * (light[image.data[at + 1] ?? 0] ?? 0) +
      BLUE * (light[image.data[at + 2] ?? 0] ?? 0);
    const alpha = (image.data[at + 3] ?? 0) / max;
    data[i * 2] = depth === 32 ? brightness : Math.round(brightness ** (1 / 2.2) * top);
    data[i * 2 + 1] = depth === 32 ? alpha : Math.round(alpha * top);
  }
  return { data, components: 2 };
}

function arrayOf(depth: DocumentDepth, length: number): PsPixels {
  if (depth === 32) return new Float32Array(length);
  return depth === 16 ? new Uint16Array(length) : new Uint8Array(length);
}

/** One component of 8 bits, as masks have in documents of any depth. */
export function maskBuffer({ data }: Mask): Buffer {
  return { data, components: 1 };
}
