import type { Raster } from '../model/raster';

/** 24 bit, uncompressed, rows from the bottom; without `opaque`, 32 bit with alpha. */
export function encodeBmp(raster: Raster, opaque: boolean): Uint8Array {
  const { width, height } = raster.rect;
  const each = opaque ? 3 : 4;
  const stride = Math.ceil((width * each) / 4) * 4;
  const out = new Uint8Array(54 + stride * height);
  const view = new DataView(out.buffer);
  out.set([0x42, 0x4d]);
  view.setUint32(2, out.length, true);
  view.setUint32(10, 54, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, each * 8, true);
  view.setUint32(34, stride * height, true);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 4;
      const [r = 0, g = 0, b = 0, a = 0] = raster.data.subarray(from, from + 4);
      out.set([b, g, r, a].slice(0, each), 54 + (height - 1 - y) * stride + x * each);
    }
  }
  return out;
}
