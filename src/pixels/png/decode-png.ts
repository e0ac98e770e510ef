import type { Breathe } from '../../core/breathe';
import { createImage, CHANNELS, maxValue, type Image } from '../../core/image';
import { inflateParts, inflatePartsByPlatform, inflatePartsInTurns } from '../inflate';
import { damagedPng, PngError } from './errors';
import type { PngHeader } from './header';
import type { PngFile } from './read-png';
import { createRowReader, type TakeRow } from './rows';

type Samples = Uint8Array | Uint16Array;
/** Writes pixels, whose samples lie one after the other, to `to` and on, `stride` values apart. */
type PutPixels = (samples: Samples, count: number, to: number, stride: number) => void;

/**
 * The pixels of all colour types, straight alpha, no value rounded: 16 bit stays 16 bit, the rest
 * becomes 8 bit. The caller checks the size first.
 *
 * @throws PngError
 */
export function decodePng(file: PngFile): Image {
  const { image, take } = imageOf(file);
  const rows = createRowReader(file.header, take);
  try {
    inflateParts(file.pixels, rows.push);
  } catch (error) {
    throw asPngError(error);
  }
  rows.end();
  return image;
}

/**
 * As `decodePng`, with pauses between rows, and inflated by the platform: several times as fast. What
 * the platform does not take is inflated as there.
 *
 * @throws PngError, and what `breathe` throws
 */
export async function decodePngInTurns(file: PngFile, breathe: Breathe): Promise<Image> {
  const { image, take } = imageOf(file);
  let rows = createRowReader(file.header, take);
  if (!(await inflatePartsByPlatform(file.pixels, rows.push, breathe))) {
    rows = createRowReader(file.header, take);
    try {
      await inflatePartsInTurns(file.pixels, rows.push, breathe);
    } catch (error) {
      throw asPngError(error);
    }
  }
  rows.end();
  return image;
}
function asPngError(error: unknown): PngError {
  if (error instanceof PngError) return error;
  return damagedPng('its pixel data cannot be unpacked', error);
}

function imageOf(file: PngFile): { readonly image: Image; readonly take: TakeRow } {
  const { header } = file;
  const { channels, width } = header;
  const image = createImage(header, header.depth === 16 ? 16 : 8);
  const put = header.color === 'palette' ? fromPalette(file, image) : fromSamples(file, image);
  const unpack = unpacker(header);
  const take: TakeRow = (row, pass, y) => {
    const to = ((pass.y + y * pass.dy) * width + pass.x) * CHANNELS;
    put(unpack(row, pass.width * channels), pass.width, to, pass.dx * CHANNELS);
  };
  return { image, take };
}

/** A row's samples as numbers; the result is overwritten by the next row. */
function unpacker({
  depth,
  width,
  channels,
}: PngHeader): (row: Uint8Array, count: number) => Samples {
  if (depth === 8) return (row) => row;
  if (depth === 16) {
    const wide = new Uint16Array(width * channels);
    return (row, count) => {
      for (let i = 0; i < count; i++) {
        wide[i] = ((row[2 * i] as number) << 8) | (row[2 * i + 1] as number);
      }
      return wide;
    };
  }
  const narrow = new Uint8Array(width * channels);
  const mask = 2 ** depth - 1;
  return (row, count) => {
    for (let i = 0, bit = 0; i < count; i++, bit += depth) {
      narrow[i] = ((row[bit >> 3] as number) >> (8 - depth - (bit & 7))) & mask;
    }
    return narrow;
  };
}

function fromSamples({ header, transparency }: PngFile, image: Image): PutPixels {
  const { channels } = header;
  const data = storedTo(image);
  const opaque = maxValue(image.depth);
  // Grey of 1, 2 and 4 bits: 255 is a multiple of its top value.
  const factor = header.depth < 8 ? 255 / (2 ** header.depth - 1) : 1;
  const [green, blue] = channels >= 3 ? [1, 2] : [0, 0];
  const alpha = channels % 2 === 0 ? channels - 1 : null;
  const key = keyOf(transparency, header);
  return (samples, count, start, stride) => {
    for (let i = 0, from = 0, to = start; i < count; i++, from += channels, to += stride) {
      const r = samples[from] as number;
      const g = samples[from + green] as number;
      const b = samples[from + blue] as number;
      data[to] = r * factor;
      data[to + 1] = g * factor;
      data[to + 2] = b * factor;
      if (alpha !== null) data[to + 3] = samples[from + alpha] as number;
      else data[to + 3] = key !== null && r === key[0] && g === key[1] && b === key[2] ? 0 : opaque;
    }
  };
}

/** Stores to a clamped array round each value again, which is many times slower. */
function storedTo({ depth, data }: Image): Samples {
  return depth === 8 ? new Uint8Array(data.buffer, data.byteOffset, data.length) : data;
}

/** The one transparent colour, in samples; bits above their depth do not count. */
function keyOf(
  transparency: Uint8Array | null,
  { depth, channels }: PngHeader,
): readonly [number, number, number] | null {
  if (transparency === null) return null;
  const view = new DataView(transparency.buffer, transparency.byteOffset, transparency.byteLength);
  const sample = (i: number): number => view.getUint16(i * 2) & (2 ** depth - 1);
  const red = sample(0);
  return channels >= 3 ? [red, sample(1), sample(2)] : [red, red, red];
}

function fromPalette({ palette, transparency }: PngFile, { data }: Image): PutPixels {
  if (palette === null) throw damagedPng('its palette is missing');
  const colours = palette.length / 3;
  return (samples, count, start, stride) => {
    for (let i = 0, to = start; i < count; i++, to += stride) {
      const index = samples[i] as number;
      if (index >= colours) throw damagedPng('a pixel has a colour that is not in its palette');
      for (let c = 0; c < 3; c++) data[to + c] = palette[index * 3 + c] as number;
      data[to + 3] = transparency?.[index] ?? 255;
    }
  };
}
