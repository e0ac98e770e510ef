import { decode, type DecodedPng } from 'fast-png';
import { createImage, type Image } from '../../../core/image';
import { damagedFile } from './errors';

/** All colour types; 16 bit stays 16 bit, everything else becomes 8. Values are not rounded. */
export function readPng(bytes: Uint8Array, name: string): Image {
  let png: DecodedPng;
  try {
    png = decode(bytes, { checkCrc: true });
  } catch (error) {
    throw damagedFile(name, 'its PNG data cannot be decoded', error);
  }
  return toRgba(png, name);
}

function toRgba(png: DecodedPng, name: string): Image {
  if (png.palette !== undefined) return fromPalette(png, png.palette, name);
  const image = createImage(png, png.depth === 16 ? 16 : 8);
  const top = 2 ** png.depth - 1;
  // 1, 2 and 4 bit grey: 255 is a multiple of their top value.
  const factor = png.depth < 8 ? 255 / top : 1;
  const opaque = png.depth === 16 ? 65535 : 255;
  const { channels, transparency } = png;
  const colors = channels >= 3 ? 3 : 1;
  const sampleAt = samples(png);
  for (let p = 0; p < png.width * png.height; p++) {
    const from = p * channels;
    let keyed = transparency !== undefined;
    for (let c = 0; c < 3; c++) {
      const value = sampleAt(from + (colors === 3 ? c : 0));
      if (keyed && value !== transparency?.[colors === 3 ? c : 0]) keyed = false;
      image.data[p * 4 + c] = value * factor;
    }
    const alpha = channels % 2 === 0 ? sampleAt(from + channels - 1) : opaque;
    image.data[p * 4 + 3] = keyed ? 0 : alpha;
  }
  return image;
}

function fromPalette(png: DecodedPng, palette: readonly number[][], name: string): Image {
  const image = createImage(png, 8);
  const sampleAt = samples(png);
  for (let p = 0; p < png.width * png.height; p++) {
    const color = palette[sampleAt(p)];
    if (color === undefined)
      throw damagedFile(name, 'a pixel has a colour that is not in its palette');
    const [red = 0, green = 0, blue = 0, alpha = 255] = color;
    image.data.set([red, green, blue, alpha], p * 4);
  }
  return image;
}

/** Samples by their place in the picture; below 8 bit they are packed and rows start on a byte. */
function samples({ data, depth, width, channels }: DecodedPng): (index: number) => number {
  if (depth >= 8) return (index) => data[index] as number;
  const perRow = width * channels;
  const rowBytes = Math.ceil((perRow * depth) / 8);
  const mask = 2 ** depth - 1;
  return (index) => {
    const column = index % perRow;
    const bit = column * depth;
    const byte = data[Math.floor(index / perRow) * rowBytes + (bit >> 3)] as number;
    return (byte >> (8 - depth - (bit & 7))) & mask;
  };
}
