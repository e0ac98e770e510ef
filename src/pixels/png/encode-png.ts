import type { Image } from '../../core/image';
import { createBreather } from '../../core/breathe';
import { isOpaque } from '../alpha';
import { joined } from '../joined';
import { chunkParts } from './chunk-parts';
import { SIGNATURE } from './chunks';
import { filterRow } from './filter-row';
import type { PngRows } from './png-rows';
import type { PngPart } from './read-png';
import { storedRows } from './stored-rows';

/** Colour types by the channels that are written of red, green, blue and alpha. */
const FORMS = {
  grey: { colorType: 0, channels: [0] },
  greyAlpha: { colorType: 4, channels: [0, 3] },
  color: { colorType: 2, channels: [0, 1, 2] },
  colorAlpha: { colorType: 6, channels: [0, 1, 2, 3] },
} as const;
/** About how many bytes of rows go to the compressor at once. */
const PIECE_BYTES = 1 << 20;

interface RowOptions {
  /** What goes before the pixels. */
  readonly chunks?: readonly PngPart[];
  /** Written as they are: several times as large and as fast, for where bytes cost nothing. */
  readonly isStored?: boolean;
}

export interface PngOptions extends Pick<RowOptions, 'chunks'> {
  /** Red, green and blue are the same everywhere: one channel is written for them. */
  readonly grey?: boolean;
}

/** PNG with the values as they are: 8 or 16 bit, with an alpha channel only where something is transparent. */
export function encodePng(
  image: Image,
  { grey = false, chunks = [] }: PngOptions = {},
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const alpha = !isOpaque(image);
  const form = FORMS[grey ? (alpha ? 'greyAlpha' : 'grey') : alpha ? 'colorAlpha' : 'color'];
  const { width, height, depth } = image;
  const { colorType, channels } = form;
  const rowBytes = width * channels.length * (depth / 8);
  const pack = (y: number, row: Uint8Array): void => packRow(image, y, channels, row);
  return encodeRows({ width, height, depth, colorType, rowBytes, pack }, { chunks }, signal);
}

/** Opaque colours, made row by row. */
export function encodeColors(
  { width, height, depth, pack }: Omit<PngRows, 'colorType' | 'rowBytes'>,
  options: RowOptions,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const { colorType, channels } = FORMS.color;
  const rowBytes = width * channels.length * (depth / 8);
  return encodeRows({ width, height, depth, colorType, rowBytes, pack }, options, signal);
}

/**
 * Compressed by the platform while rows are made, so that the picture exists in memory once; libraries
 * that build it whole need several times as much.
 */
async function encodeRows(
  rows: PngRows,
  { chunks = [], isStored = false }: RowOptions,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, rows.width);
  header.setUint32(4, rows.height);
  header.setUint8(8, rows.depth);
  header.setUint8(9, rows.colorType);
  const pixels = isStored
    ? await storedRows(rows, createBreather(signal))
    : await deflated(filteredRows(rows), signal);
  return joined([
    Uint8Array.from(SIGNATURE),
    ...chunkParts('IHDR', new Uint8Array(header.buffer)),
    ...chunks.flatMap(({ type, data }) => chunkParts(type, data)),
    ...chunkParts('IDAT', pixels),
    ...chunkParts('IEND', new Uint8Array()),
  ]);
}

/** Several at a time. */
function* filteredRows({
  width,
  height,
  rowBytes,
  pack,
}: PngRows): Generator<Uint8Array<ArrayBuffer>> {
  const pixelBytes = rowBytes / width;
  const perPiece = Math.max(1, Math.floor(PIECE_BYTES / (rowBytes + 1)));
  let above = new Uint8Array(rowBytes);
  let row = new Uint8Array(rowBytes);
  for (let first = 0; first < height; first += perPiece) {
    const count = Math.min(perPiece, height - first);
    const piece = new Uint8Array(count * (rowBytes + 1));
    for (let i = 0; i < count; i++) {
      pack(first + i, row);
      const at = i * (rowBytes + 1);
      filterRow(row, above, pixelBytes, piece.subarray(at, at + rowBytes + 1));
      [row, above] = [above, row];
    }
    yield piece;
  }
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
