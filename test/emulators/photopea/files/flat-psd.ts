import type { Size } from '../../../../src/core/geometry';
import type { Depth } from '../../../../src/core/image';

export interface FlatPsd extends Size {
  readonly depth: Depth;
  /** 3: RGB, 4: CMYK. */
  readonly colorMode: 3 | 4;
  /** One array a channel, as many as the file has. */
  readonly planes: readonly ArrayLike<number>[];
}

/** A PSD without layers, uncompressed; for the kinds of document that ag-psd cannot write. */
export function writeFlatPsd(picture: FlatPsd): Uint8Array {
  const { width, height, depth, colorMode, planes } = picture;
  const bytesEach = depth / 8;
  const pixelBytes = planes.length * width * height * bytesEach;
  const out = new Uint8Array(26 + 4 + 4 + 4 + 2 + pixelBytes);
  const view = new DataView(out.buffer);
  out.set([0x38, 0x42, 0x50, 0x53, 0, 1]);
  view.setUint16(12, planes.length);
  view.setUint32(14, height);
  view.setUint32(18, width);
  view.setUint16(22, depth);
  view.setUint16(24, colorMode);
  let at = 40;
  for (const plane of planes) {
    for (let i = 0; i < width * height; i++, at += bytesEach) {
      if (depth === 8) view.setUint8(at, plane[i] ?? 0);
      else view.setUint16(at, plane[i] ?? 0);
    }
  }
  return out;
}
