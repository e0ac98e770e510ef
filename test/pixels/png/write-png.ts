import { deflateSync } from 'node:zlib';
import { pngChunk } from '../../support/picture-files';

/** PNGs of every kind, written from the specification, so that no encoder or decoder of ours takes part. */
export interface PngPlan {
  readonly width: number;
  readonly height: number;
  readonly depth: 1 | 2 | 4 | 8 | 16;
  readonly colorType: 0 | 2 | 3 | 4 | 6;
  readonly interlaced: boolean;
  /** The sample `c` of a pixel, 0 … 2^depth − 1. */
  readonly sample: (x: number, y: number, c: number) => number;
  /** Whole chunks between header and pixels. */
  readonly before?: readonly Uint8Array[];
}

export const CHANNELS_OF = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const;
export const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
export const END = pngChunk('IEND', new Uint8Array());

/** First row and column, and the steps between rows and columns. */
const PASSES = [
  [0, 0, 8, 8],
  [0, 4, 8, 8],
  [4, 0, 8, 4],
  [0, 2, 4, 4],
  [2, 0, 4, 2],
  [0, 1, 2, 2],
  [1, 0, 2, 1],
] as const;

export function headerChunk(plan: Omit<PngPlan, 'sample' | 'before'>): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(plan.width, 0);
  data.writeUInt32BE(plan.height, 4);
  data.set([plan.depth, plan.colorType, 0, 0, plan.interlaced ? 1 : 0], 8);
  return pngChunk('IHDR', data);
}

export function writePng(plan: PngPlan): Uint8Array {
  const parts = [SIGNATURE, headerChunk(plan), ...(plan.before ?? [])];
  const stream = deflateSync(Buffer.concat(filteredRows(plan)));
  return new Uint8Array(Buffer.concat([...parts, pngChunk('IDAT', stream), END]));
}

/** All five filters take turns. */
export function filteredRows(plan: PngPlan): Buffer[] {
  const rows: Buffer[] = [];
  const bits = plan.depth * CHANNELS_OF[plan.colorType];
  const step = Math.max(1, bits / 8);
  for (const [y0, x0, dy, dx] of plan.interlaced ? PASSES : [[0, 0, 1, 1] as const]) {
    const columns = Math.ceil((plan.width - x0) / dx);
    let above: Buffer = Buffer.alloc(Math.ceil((Math.max(0, columns) * bits) / 8));
    for (let y = y0; y < plan.height && columns > 0; y += dy) {
      const row = packedRow(plan, y, x0, dx);
      rows.push(filtered(row, above, step, rows.length % 5));
      above = row;
    }
  }
  return rows;
}

function packedRow(plan: PngPlan, y: number, x0: number, dx: number): Buffer {
  let bits = '';
  for (let x = x0; x < plan.width; x += dx) {
    for (let c = 0; c < CHANNELS_OF[plan.colorType]; c++) {
      bits += plan.sample(x, y, c).toString(2).padStart(plan.depth, '0');
    }
  }
  const bytes = bits.match(/.{1,8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => parseInt(byte.padEnd(8, '0'), 2)));
}

function filtered(row: Buffer, above: Buffer, step: number, filter: number): Buffer {
  const out = [...row].map((value, i) => {
    const a = row[i - step] ?? 0;
    const b = above[i]!;
    const c = i < step ? 0 : above[i - step]!;
    const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
    const paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    return (value - [0, a, b, (a + b) >> 1, paeth][filter]!) & 255;
  });
  return Buffer.from([filter, ...out]);
}
