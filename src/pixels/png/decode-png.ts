import { createImage, CHANNELS, maxValue, type Depth, type Image } from '../../core/image';
import { damagedPng, PngError } from './errors';
import type { PngHeader } from './header';
import type { PngFile } from './read-png';
import { readRows } from './rows';

type Samples = Uint8Array | Uint16Array;
/** Writes the pixel whose samples start at `from` to `to`. */
type PutPixel = (samples: Samples, from: number, to: number) => void;

/**
 * The pixels of all colour types, straight alpha, no value rounded: 16 bit stays 16 bit, the rest
 * becomes 8 bit. The caller checks the size first.
 *
 * @throws PngError
 */
export function decodePng(file: PngFile): Image {
  const { header, pixels } = file;
  const depth: Depth = header.depth === 16 ? 16 : 8;
  const image = createImage(header, depth);
  const put = header.color === 'palette' ? fromPalette(file, image) : fromSamples(file, image);
  const { channels, width } = header;
  const unpack = unpacker(header);
  try {
    readRows(header, pixels, (row, pass, y) => {
      const samples = unpack(row, pass.width * channels);
      let to = ((pass.y + y * pass.dy) * width + pass.x) * CHANNELS;
      for (let x = 0; x < pass.width; x++, to += pass.dx * CHANNELS) put(samples, x * channels, to);
    });
  } catch (error) {
    if (error instanceof PngError) throw error;
    throw damagedPng('its pixel data cannot be unpacked', error);
  }
  return image;
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

function fromSamples({ header, transparency }: PngFile, { data, depth }: Image): PutPixel {
  const { channels } = header;
  const opaque = maxValue(depth);
  // Grey of 1, 2 and 4 bits: 255 is a multiple of its top value.
  const factor = header.depth < 8 ? 255 / (2 ** header.depth - 1) : 1;
  const [green, blue] = channels >= 3 ? [1, 2] : [0, 0];
  const alpha = channels % 2 === 0 ? channels - 1 : null;
  const key = keyOf(transparency, header);
  return (samples, from, to) => {
    const r = samples[from] as number;
    const g = samples[from + green] as number;
    const b = samples[from + blue] as number;
    data[to] = r * factor;
    data[to + 1] = g * factor;
    data[to + 2] = b * factor;
    if (alpha !== null) data[to + 3] = samples[from + alpha] as number;
    else data[to + 3] = key !== null && r === key[0] && g === key[1] && b === key[2] ? 0 : opaque;
  };
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

function fromPalette({ palette, transparency }: PngFile, { data }: Image): PutPixel {
  if (palette === null) throw damagedPng('its palette is missing');
  const count = palette.length / 3;
  return (samples, from, to) => {
    const index = samples[from] as number;
    if (index >= count) throw damagedPng('a pixel has a colour that is not in its palette');
    for (let c = 0; c < 3; c++) data[to + c] = palette[index * 3 + c] as number;
    data[to + 3] = transparency?.[index] ?? 255;
  };
}
