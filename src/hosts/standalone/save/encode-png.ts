import type { Image } from '../../../core/image';
import { createBreather } from '../breathe';
import { crcOfBytes } from '../../crc32';
import { joined } from '../../joined';
import { filterRow } from './filter-row';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const TRUECOLOR = 2;
const TRUECOLOR_ALPHA = 6;
/** Rows are handed to the compressor in pieces of about this size. */
const PIECE_BYTES = 1 << 20;

/**
 * PNG with the values as they are: 8 or 16 bit, with an alpha channel only where something is
 * transparent, and with `iccProfile`. Compressed by the platform while rows are made, so that the
 * picture exists in memory once; libraries that build it whole need several times as much.
 */
export async function encodePng(
  image: Image,
  iccProfile: Uint8Array | null,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const alpha = hasTransparency(image);
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, image.width);
  header.setUint32(4, image.height);
  header.setUint8(8, image.depth);
  header.setUint8(9, alpha ? TRUECOLOR_ALPHA : TRUECOLOR);
  const pixels = await deflated(rowsOf(image, alpha), signal);
  return joined([
    SIGNATURE,
    chunk('IHDR', new Uint8Array(header.buffer)),
    ...(iccProfile === null ? [] : [chunk('iCCP', await profileChunk(iccProfile))]),
    ...pixels.map((part) => chunk('IDAT', part)),
    chunk('IEND', new Uint8Array()),
  ]);
}

function hasTransparency({ data, depth }: Image): boolean {
  const opaque = depth === 8 ? 255 : 65535;
  for (let i = 3; i < data.length; i += 4) if (data[i] !== opaque) return true;
  return false;
}

/** Filtered rows, several at a time. */
function* rowsOf(image: Image, alpha: boolean): Generator<Uint8Array<ArrayBuffer>> {
  const channels = alpha ? 4 : 3;
  const pixelBytes = channels * (image.depth / 8);
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
      filterRow(row, above, pixelBytes, piece.subarray(at, at + rowBytes + 1));
      [row, above] = [above, row];
    }
    yield piece;
  }
}

function packRow(image: Image, y: number, channels: number, row: Uint8Array): void {
  let from = y * image.width * 4;
  let to = 0;
  for (let x = 0; x < image.width; x++, from += 4) {
    for (let c = 0; c < channels; c++) {
      const value = image.data[from + c] as number;
      if (image.depth === 16) row[to++] = value >> 8;
      row[to++] = value & 0xff;
    }
  }
}

async function deflated(
  pieces: Iterable<Uint8Array<ArrayBuffer>>,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>[]> {
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
    return [joined(out)];
  } catch (error) {
    await Promise.allSettled([writer.abort(error), reading]);
    throw error;
  }
}

async function profileChunk(profile: Uint8Array): Promise<Uint8Array> {
  const name = new TextEncoder().encode('ICC profile');
  const compression = Uint8Array.of(0, 0);
  return joined([name, compression, ...(await deflated([new Uint8Array(profile)]))]);
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
