import { Zlib } from 'fflate';
import type { Image } from '../../core/image';
import { createBreather } from '../../core/breathe';
import { isOpaque } from '../alpha';
import { crcOfBytes } from '../crc32';
import { joined } from '../joined';
import { SIGNATURE } from './chunks';
import { filterRow } from './filter-row';
import type { PngPart } from './read-png';

/** Colour types by the channels that are written of red, green, blue and alpha. */
const FORMS = {
  grey: { colorType: 0, channels: [0] },
  greyAlpha: { colorType: 4, channels: [0, 3] },
  color: { colorType: 2, channels: [0, 1, 2] },
  colorAlpha: { colorType: 6, channels: [0, 1, 2, 3] },
} as const;
/** About how many bytes of rows go to the compressor at once. */
const PIECE_BYTES = 1 << 20;

export interface PngOptions {
  /** Red, green and blue are the same everywhere: one channel is written for them. */
  readonly grey?: boolean;
  /** What goes before the pixels. */
  readonly chunks?: readonly PngPart[];
  /** Written as they are: several times as large and as fast, for where bytes cost nothing. */
  readonly isStored?: boolean;
}

/**
 * PNG with the values as they are: 8 or 16 bit, with an alpha channel only where something is
 * transparent. Compressed by the platform while rows are made, so that the
 * picture exists in memory once; libraries that build it whole need several times as much.
 */
export async function encodePng(
  image: Image,
  { grey = false, chunks = [], isStored = false }: PngOptions = {},
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const alpha = !isOpaque(image);
  const { colorType, channels } =
    FORMS[grey ? (alpha ? 'greyAlpha' : 'grey') : alpha ? 'colorAlpha' : 'color'];
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, image.width);
  header.setUint32(4, image.height);
  header.setUint8(8, image.depth);
  header.setUint8(9, colorType);
  const pixels = isStored
    ? await stored(rowsOf(image, channels, unfiltered), signal)
    : await deflated(rowsOf(image, channels, filterRow), signal);
  return joined([
    Uint8Array.from(SIGNATURE),
    chunk('IHDR', new Uint8Array(header.buffer)),
    ...chunks.map(({ type, data }) => chunk(type, data)),
    chunk('IDAT', pixels),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** Filtered rows of the image, several at a time. */
function* rowsOf(
  image: Image,
  channels: readonly number[],
  filter: typeof filterRow,
): Generator<Uint8Array<ArrayBuffer>> {
  const pixelBytes = channels.length * (image.depth / 8);
  const rowBytes = image.width * pixelBytes;
  const perPiece = Math.max(1, Math.floor(PIECE_BYTES / (rowBytes + 1)));
  let above = new Uint8Array(rowBytes);
  let row = new Uint8Array(rowBytes);
  for (let first = 0; first < image.height; first += perPiece) {
    const count = Math.min(perPiece, image.height - first);
    const piece = new Uint8Array(count * (rowBytes + 1));
    for (let i = 0; i < count; i++) {
      packRow(image, first + i, channels, row);
      const at = i * (rowBytes + 1);
      filter(row, above, pixelBytes, piece.subarray(at, at + rowBytes + 1));
      [row, above] = [above, row];
    }
    yield piece;
  }
}

function unfiltered(
  row: Uint8Array,
  _above: Uint8Array,
  _pixelBytes: number,
  out: Uint8Array,
): void {
  out.set(row, 1);
}

function packRow(image: Image, y: number, channels: readonly number[], row: Uint8Array): void {
  let from = y * image.width * 4;
  let to = 0;
  for (let x = 0; x < image.width; x++, from += 4) {
    for (const c of channels) {
      const value = image.data[from + c] as number;
      if (image.depth === 16) row[to++] = value >> 8;
      row[to++] = value & 0xff;
    }
  }
}

/** The pieces as one zlib stream that is not compressed. */
async function stored(
  pieces: Iterable<Uint8Array<ArrayBuffer>>,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const out: Uint8Array[] = [];
  const stream = new Zlib({ level: 0 }, (part) => void out.push(part));
  const breathe = createBreather(signal);
  for (const piece of pieces) {
    await breathe();
    stream.push(piece);
  }
  stream.push(new Uint8Array(), true);
  return joined(out);
}

/** The pieces as one zlib stream. */
export async function deflated(
  pieces: Iterable<Uint8Array<ArrayBuffer>>,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new CompressionStream('deflate');
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  const out: Uint8Array<ArrayBuffer>[] = [];
  const reading = (async () => {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      out.push(part.value);
    }
  })();
  const breathe = createBreather(signal);
  try {
    for (const piece of pieces) {
      await breathe();
      await writer.ready;
      await writer.write(piece);
    }
    await writer.close();
    await reading;
    return joined(out);
  } catch (error) {
    await Promise.allSettled([writer.abort(error), reading]);
    throw error;
  }
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(12 + data.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  out.set(new TextEncoder().encode(type), 4);
  out.set(data, 8);
  view.setUint32(8 + data.length, crcOfBytes(out.subarray(4, 8 + data.length)));
  return out;
}
