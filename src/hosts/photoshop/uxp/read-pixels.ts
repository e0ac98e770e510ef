import { createImage, CHANNELS, maxValue, type Depth, type Image } from '../../../core/image';
import { createMask, type Mask } from '../../../core/mask';
import { type DocRect, type Rect, intersect, isEmpty, translate } from '../../../core/geometry';
import type { DocumentDepth } from './documents';
import { linearToSrgb } from '../../../pixels/icc/srgb';
import type { PsPixels } from './types/photoshop';

/** Pixels as Photoshop gave them: chunky, 16 bit in the full range. */
export interface Pixels {
  /** Where the pixels lie in the document. */
  readonly rect: DocRect;
  readonly components: number;
  readonly data: PsPixels;
}

/** Empty pixels of a document of this depth. */
export function noPixels(depth: DocumentDepth): Pixels {
  const rect = { x: 0, y: 0, width: 0, height: 0 };
  const data = depth === 16 || depth === 32 ? new Uint16Array(0) : new Uint8Array(0);
  return { rect, components: CHANNELS, data };
}

/**
 * Straight RGBA on exactly `docRect`, transparent where nothing was given. 8 bit stays, 16 bit stays;
 * 32 bit, which is light (linear, may go beyond 0…1), becomes 16 bit sRGB.
 */
export function imageOf(pixels: Pixels, docRect: DocRect): Image {
  const image = createImage(docRect, depthOfPixels(pixels.data));
  const part = intersect(docRect, pixels.rect);
  if (isEmpty(part)) return image;
  const to = translate(part, -docRect.x, -docRect.y);
  const from = translate(part, -pixels.rect.x, -pixels.rect.y);
  copyPixels(pixels, from, image, to);
  return image;
}

function depthOfPixels(data: PsPixels): Depth {
  return data instanceof Uint8Array ? 8 : 16;
}

function copyPixels({ rect, components, data }: Pixels, from: Rect, image: Image, to: Rect): void {
  const opaque = maxValue(image.depth);
  const colors = components < 3 ? 1 : 3;
  const hasAlpha = components === 2 || components === 4;
  const float = data instanceof Float32Array;
  const out = image.data;
  for (let row = 0; row < to.height; row++) {
    let i = ((from.y + row) * rect.width + from.x) * components;
    let o = ((to.y + row) * image.width + to.x) * CHANNELS;
    for (let x = 0; x < to.width; x++, i += components, o += CHANNELS) {
      for (let c = 0; c < 3; c++) {
        const value = data[i + (colors === 1 ? 0 : c)] ?? 0;
        out[o + c] = float ? storedOf(value) : value;
      }
      const alpha = hasAlpha ? (data[i + components - 1] ?? 0) : opaque;
      out[o + 3] = float && hasAlpha ? Math.round(clamp(alpha) * 65535) : alpha;
    }
  }
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function storedOf(light: number): number {
  return Math.round(linearToSrgb(clamp(light)) * 65535);
}

/** Coverage on exactly `docRect`, 0 where nothing was given, from one component of any depth. */
export function maskOf({ rect, components, data }: Pixels, docRect: DocRect): Mask {
  const mask = createMask(docRect);
  const part = intersect(docRect, rect);
  const scale = data instanceof Uint8Array ? 1 : data instanceof Uint16Array ? 255 / 65535 : 255;
  for (let y = part.y; y < part.y + part.height; y++) {
    let i = ((y - rect.y) * rect.width + part.x - rect.x) * components;
    let o = (y - docRect.y) * docRect.width + part.x - docRect.x;
    for (let x = 0; x < part.width; x++, i += components) {
      mask.data[o++] = Math.round((data[i] ?? 0) * scale);
    }
  }
  return mask;
}

/** Takes away alpha where the mask hides; 0…1 of what it hides, as its density says. */
export function hideBy(image: Image, { data }: Mask, density: number): void {
  for (let i = 0, alpha = CHANNELS - 1; i < data.length; i++, alpha += CHANNELS) {
    const share = 1 - density * (1 - (data[i] ?? 0) / 255);
    if (share < 1) image.data[alpha] = Math.round((image.data[alpha] ?? 0) * share);
  }
}
