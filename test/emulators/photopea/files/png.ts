import { convertIndexedToRgb, decode, encode } from 'fast-png';
import type { Raster } from '../model/raster';
import { pngWithProfile } from './png-profile';

const LARGEST_PALETTE = 256;

interface Decoded {
  readonly raster: Raster;
  readonly profile: Uint8Array | null;
}

/** Throws when the bytes are cut or damaged. */
export function decodePng(bytes: Uint8Array): Decoded {
  const png = decode(bytes, { checkCrc: true });
  const source = png.palette ? convertIndexedToRgb(png) : png.data;
  const channels = png.palette ? (png.palette[0]?.length ?? 3) : png.channels;
  const scale = png.depth === 16 ? 1 / 257 : 255 / (2 ** (png.palette ? 8 : png.depth) - 1);
  const pixels = png.width * png.height;
  const data = new Uint8ClampedArray(pixels * 4);
  const grey = channels < 3;
  const hasAlpha = channels % 2 === 0;
  for (let i = 0; i < pixels; i++) {
    for (let c = 0; c < 3; c++)
      data[i * 4 + c] = (source[i * channels + (grey ? 0 : c)] ?? 0) * scale;
    data[i * 4 + 3] = hasAlpha ? (source[i * channels + channels - 1] ?? 0) * scale : 255;
  }
  const rect = { x: 0, y: 0, width: png.width, height: png.height };
  return { raster: { rect, depth: 8, data }, profile: png.iccEmbeddedProfile?.profile ?? null };
}

/** The colours of the picture, transparent ones first; null when there are too many. */
function paletteOf(data: ArrayLike<number>): number[][] | null {
  const seen = new Map<number, number[]>();
  for (let i = 0; i < data.length; i += 4) {
    const color = [data[i] ?? 0, data[i + 1] ?? 0, data[i + 2] ?? 0, data[i + 3] ?? 0];
    const key = colorKey(data, i);
    if (!seen.has(key)) seen.set(key, color);
    if (seen.size > LARGEST_PALETTE) return null;
  }
  return [...seen.values()].sort((a, b) => (a[3] ?? 0) - (b[3] ?? 0));
}

function colorKey(data: ArrayLike<number>, i: number): number {
  const high = ((data[i] ?? 0) << 8) | (data[i + 1] ?? 0);
  return high * 65536 + (((data[i + 2] ?? 0) << 8) | (data[i + 3] ?? 0));
}

function encodeIndexed(raster: Raster, palette: number[][]): Uint8Array {
  const { width, height } = raster.rect;
  const place = new Map(palette.map((color, i) => [colorKey(color, 0), i]));
  const data = new Uint8Array(width * height);
  for (let i = 0; i < data.length; i++) data[i] = place.get(colorKey(raster.data, i * 4)) ?? 0;
  const opaque = palette.every((color) => color[3] === 255);
  const colors = opaque ? palette.map((color) => color.slice(0, 3)) : palette;
  return encode({ width, height, data, channels: 1, depth: 8, palette: colors });
}

function isOpaque(data: ArrayLike<number>): boolean {
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) return false;
  return true;
}

function encodeFull(raster: Raster, channels: 3 | 4): Uint8Array {
  const { width, height } = raster.rect;
  const data = new Uint8Array(width * height * channels);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < channels; c++) data[i * channels + c] = raster.data[i * 4 + c] ?? 0;
  }
  return encode({ width, height, data, channels, depth: 8 });
}

/** 8-bit; `smallest`: as palette or without alpha where that is enough. */
export function encodePng(
  raster: Raster,
  profile: Uint8Array | null,
  smallest: boolean,
): Uint8Array {
  const palette = smallest ? paletteOf(raster.data) : null;
  const png = palette
    ? encodeIndexed(raster, palette)
    : encodeFull(raster, smallest && isOpaque(raster.data) ? 3 : 4);
  return pngWithProfile(png, profile);
}
