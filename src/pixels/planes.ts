import type { Rect, Size } from '../core/geometry';
import { CHANNELS, maxValue, type Image } from '../core/image';
import type { Buffers } from './buffers';

/** Float channels one after another: `data[channel · h · w + y · w + x]`, nominally 0…1. */
export interface Planes extends Size {
  readonly channels: number;
  readonly data: Float32Array;
}

export const RGB = 3;

export function takePlanes(buffers: Buffers, size: Size, channels: number): Planes {
  const { width, height } = size;
  return { width, height, channels, data: buffers.take(width * height * channels) };
}

/** The colours of `area`, which is inside the image. */
export function readColours(image: Image, area: Rect, buffers: Buffers): Planes {
  const planes = takePlanes(buffers, area, RGB);
  const { data, width, depth } = image;
  const factor = 1 / maxValue(depth);
  const plane = area.width * area.height;
  for (let y = 0; y < area.height; y++) {
    const from = ((area.y + y) * width + area.x) * CHANNELS;
    readRow(data, from, planes.data, y * area.width, plane, area.width, factor);
  }
  return planes;
}

/** All three colours at once: each pixel comes out of memory once. */
function readRow(
  data: Image['data'],
  from: number,
  out: Float32Array,
  to: number,
  plane: number,
  count: number,
  factor: number,
): void {
  const stride = CHANNELS;
  // Whole numbers may come as fractions: indexes must not be.
  const green = plane | 0;
  const blue = 2 * green;
  const end = (to + count) | 0;
  for (let i = from | 0, o = to | 0; o < end; i += stride, o++) {
    out[o] = (data[i] as number) * factor;
    out[o + green] = (data[i + 1] as number) * factor;
    out[o + blue] = (data[i + 2] as number) * factor;
  }
}

export function readAlpha(image: Image, area: Rect, buffers: Buffers): Planes {
  const planes = takePlanes(buffers, area, 1);
  const { data, width, depth } = image;
  const factor = 1 / maxValue(depth);
  for (let y = 0, o = 0; y < area.height; y++) {
    let i = ((area.y + y) * width + area.x) * CHANNELS + RGB;
    for (let x = 0; x < area.width; x++, i += CHANNELS) {
      planes.data[o++] = (data[i] as number) * factor;
    }
  }
  return planes;
}

/** Copies out `area`, which is inside the planes. */
export function cropPlanes(source: Planes, area: Rect, buffers: Buffers): Planes {
  const out = takePlanes(buffers, area, source.channels);
  for (let channel = 0; channel < source.channels; channel++) {
    for (let y = 0; y < area.height; y++) {
      const from = (channel * source.height + area.y + y) * source.width + area.x;
      const to = (channel * area.height + y) * area.width;
      out.data.set(source.data.subarray(from, from + area.width), to);
    }
  }
  return out;
}

/**
 * Writes `area` of the planes, rounded and clamped, to `to` (its top left) of the image: three
 * planes are the colours, one is the alpha.
 */
export function writePlanes(
  planes: Planes,
  area: Rect,
  image: Image,
  to: { readonly x: number; readonly y: number },
): void {
  const max = maxValue(image.depth);
  // Stores to a clamped array round each value again, which is many times slower.
  const { buffer, byteOffset, length } = image.data;
  const out = image.depth === 8 ? new Uint8Array(buffer, byteOffset, length) : image.data;
  const plane = planes.width * planes.height;
  for (let y = 0; y < area.height; y++) {
    const from = (area.y + y) * planes.width + area.x;
    const at = ((to.y + y) * image.width + to.x) * CHANNELS;
    if (planes.channels === 1) {
      writeAlphaRow(planes.data, from, out, at + RGB, area.width, max);
    } else {
      writeRow(planes.data, from, plane, out, at, area.width, max);
    }
  }
}

type Stored = Uint8Array | Uint16Array | Uint8ClampedArray;

function writeRow(
  values: Float32Array,
  from: number,
  plane: number,
  out: Stored,
  at: number,
  count: number,
  max: number,
): void {
  const stride = CHANNELS;
  const green = plane | 0;
  const blue = 2 * green;
  const end = (from + count) | 0;
  for (let i = from | 0, o = at | 0; i < end; i++, o += stride) {
    out[o] = stored(values[i] as number, max);
    out[o + 1] = stored(values[i + green] as number, max);
    out[o + 2] = stored(values[i + blue] as number, max);
  }
}

function writeAlphaRow(
  values: Float32Array,
  from: number,
  out: Stored,
  at: number,
  count: number,
  max: number,
): void {
  for (let x = 0, o = at; x < count; x++, o += CHANNELS) {
    out[o] = stored(values[from + x] as number, max);
  }
}

function stored(value: number, max: number): number {
  const scaled = value * max + 0.5;
  return scaled > 0 ? (scaled < max ? scaled | 0 : max) : 0;
}

/** Copies the alpha of `area` to the image `to` as it is. */
export function copyAlpha(
  source: Image,
  area: Rect,
  image: Image,
  to: { readonly x: number; readonly y: number },
): void {
  for (let y = 0; y < area.height; y++) {
    let i = ((area.y + y) * source.width + area.x) * CHANNELS + RGB;
    let o = ((to.y + y) * image.width + to.x) * CHANNELS + RGB;
    for (let x = 0; x < area.width; x++, i += CHANNELS, o += CHANNELS) {
      image.data[o] = source.data[i] ?? 0;
    }
  }
}

/** Whether any pixel of `area`, which is inside the image, is not fully transparent. */
export function hasPixels(image: Image, area: Rect): boolean {
  for (let y = area.y; y < area.y + area.height; y++) {
    const start = (y * image.width + area.x) * CHANNELS + RGB;
    const end = start + area.width * CHANNELS;
    for (let i = start; i < end; i += CHANNELS) if (image.data[i] !== 0) return true;
  }
  return false;
}
