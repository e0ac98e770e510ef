import type { Size } from '../../core/geometry';
import type { PngChunk } from './chunks';
import { damagedPng } from './errors';

export type PngColor = 'grey' | 'rgb' | 'palette' | 'grey-alpha' | 'rgb-alpha';

export interface PngHeader extends Size {
  readonly color: PngColor;
  /** Bits of one sample. */
  readonly depth: 1 | 2 | 4 | 8 | 16;
  /** Samples of one pixel. */
  readonly channels: number;
  /** Adam7: seven passes, each a coarse picture of its own. */
  readonly interlaced: boolean;
}

interface ColorType {
  readonly color: PngColor;
  readonly channels: number;
  readonly depths: readonly PngHeader['depth'][];
}

const COLOR_TYPES: Readonly<Record<number, ColorType>> = {
  0: { color: 'grey', channels: 1, depths: [1, 2, 4, 8, 16] },
  2: { color: 'rgb', channels: 3, depths: [8, 16] },
  3: { color: 'palette', channels: 1, depths: [1, 2, 4, 8] },
  4: { color: 'grey-alpha', channels: 2, depths: [8, 16] },
  6: { color: 'rgb-alpha', channels: 4, depths: [8, 16] },
};
const HEADER_BYTES = 13;
const MAX_SIDE = 0x7fffffff;

/**
 * The header of a PNG.
 * @throws PngError for anything that the standard does not allow
 */
export function readHeader(chunks: readonly PngChunk[]): PngHeader {
  const [header, second] = chunks.filter(({ type }) => type === 'IHDR');
  if (header === undefined) throw damagedPng('the PNG header is missing');
  if (second !== undefined) throw damagedPng('there are two PNG headers');
  const { data, sound } = header;
  if (!sound || data.length !== HEADER_BYTES) throw damagedPng('the PNG header is damaged');
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const width = view.getUint32(0);
  const height = view.getUint32(4);
  if (width === 0 || height === 0) throw damagedPng('the picture has no pixels');
  const type = COLOR_TYPES[view.getUint8(9)];
  const depth = type?.depths.find((allowed) => allowed === view.getUint8(8));
  const [compression, filter, interlace] = data.subarray(10);
  const known = compression === 0 && filter === 0 && (interlace === 0 || interlace === 1);
  if (type === undefined || depth === undefined || !known || Math.max(width, height) > MAX_SIDE) {
    throw damagedPng('the PNG header makes no sense');
  }
  const { color, channels } = type;
  return { width, height, color, depth, channels, interlaced: interlace === 1 };
}
