import type { Size } from '../../core/geometry';
import { isPng } from '../../pixels/png/chunks';

/** Type of a preview's file. */
export type PreviewFormat = 'jpeg' | 'png';

/** Markers of JPEG's frames: their headers hold the size. Tables and arithmetic codings are none. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

const JPEG_START = [0xff, 0xd8, 0xff];

/**
 * What a file says of its size, before anything decodes it; null: it does not say, or is of another
 * format, as whose its size would be another one: decoders go by what they find.
 */
export function previewSize(bytes: Uint8Array, format: PreviewFormat): Size | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (format === 'png') {
    if (bytes.byteLength < 24 || !isPng(bytes)) return null;
    return { width: view.getUint32(16), height: view.getUint32(20) };
  }
  if (!JPEG_START.every((byte, i) => bytes[i] === byte)) return null;
  for (let at = 2; at + 9 <= bytes.byteLength && bytes[at] === 0xff;) {
    const marker = view.getUint8(at + 1);
    if (isFrame(marker)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}
