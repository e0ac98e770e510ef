import type { Size } from '../../../core/geometry';
import { damagedFile, truncatedFile } from './errors';
import { readPngMetadata, type PngMetadata } from './png-metadata';
import { startsAt } from './signature';

export interface PngInfo extends Size {
  readonly depth: number;
  readonly interlaced: boolean;
  readonly animated: boolean;
  /** Without colours. */
  readonly grey: boolean;
  readonly metadata: PngMetadata;
}

const COLOR_TYPES = { grey: 0, greyAlpha: 4 } as const;

/** Walks the chunks (PNG, third edition). Decodes nothing. */
export function readPngInfo(bytes: Uint8Array, name: string): PngInfo {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 33) throw truncatedFile(name);
  if (!startsAt(bytes, 12, 'IHDR')) throw damagedFile(name, 'the PNG header is missing');
  const width = view.getUint32(16);
  const height = view.getUint32(20);
  if (width === 0 || height === 0) throw damagedFile(name, 'the picture has no pixels');
  const chunks: { readonly type: string; readonly data: Uint8Array }[] = [];
  for (let at = 8; ;) {
    if (at + 12 > bytes.length) throw truncatedFile(name);
    const length = view.getUint32(at);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (at + 12 + length > bytes.length) throw truncatedFile(name);
    if (startsAt(bytes, at + 4, 'IEND')) break;
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (type !== 'IDAT') chunks.push({ type, data: body });
    at += 12 + length;
  }
  const depth = bytes[24] as number;
  const colorType = bytes[25] as number;
  const grey = colorType === COLOR_TYPES.grey || colorType === COLOR_TYPES.greyAlpha;
  const animated = chunks.some(({ type }) => type === 'acTL');
  const metadata = readPngMetadata(chunks);
  return { width, height, depth, interlaced: bytes[28] === 1, animated, grey, metadata };
}
