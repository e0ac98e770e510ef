import { decode as decodePng, convertIndexedToRgb } from 'fast-png';
import { decode as decodeJpeg } from 'jpeg-js';

/** A function of one value, 0…1, the same for every pixel. */
export type ValueCurve = (value: number) => number;

/**
 * A picture as the nodes have it: stored values (three to a pixel) and what was done to each of them
 * since. No node of the emulator looks at more than one pixel, so nothing is done before it is saved.
 */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Largest stored value: 255 or 65535. */
  readonly white: number;
  readonly data: Uint8Array | Uint16Array;
  readonly curves: readonly ValueCurve[];
}

export function withCurve(picture: Picture, curve: ValueCurve): Picture {
  return { ...picture, curves: [...picture.curves, curve] };
}

export function plainPicture(width: number, height: number, value: number): Picture {
  const data = new Uint8Array(width * height * 3).fill(value);
  return { width, height, white: 255, data, curves: [] };
}

/** The picture in another size, each pixel from the nearest one. */
export function resized(picture: Picture, width: number, height: number): Picture {
  if (width === picture.width && height === picture.height) return picture;
  const to = new (picture.white === 255 ? Uint8Array : Uint16Array)(width * height * 3);
  for (let y = 0, i = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) * picture.height) / height) * picture.width;
    for (let x = 0; x < width; x++, i += 3) {
      const from = 3 * (row + Math.floor(((x + 0.5) * picture.width) / width));
      to.set(picture.data.subarray(from, from + 3), i);
    }
  }
  return { ...picture, width, height, data: to };
}

const PNG_START = [0x89, 0x50, 0x4e, 0x47];

/** Alpha is dropped. Throws when the bytes are cut, damaged, or of another kind. */
export function decodePicture(bytes: Uint8Array, deep: boolean): Picture {
  if (!PNG_START.every((byte, i) => bytes[i] === byte)) {
    const { width, height, data } = decodeJpeg(bytes, { useTArray: true, formatAsRGBA: false });
    return { width, height, white: 255, data, curves: [] };
  }
  const png = decodePng(bytes, { checkCrc: true });
  const source = png.palette ? convertIndexedToRgb(png) : png.data;
  const channels = png.palette ? (png.palette[0]?.length ?? 3) : png.channels;
  const { width, height } = png;
  const wide = png.depth === 16 && !png.palette;
  const keeps = wide && deep;
  const scale = png.palette || wide ? 1 : 255 / (2 ** png.depth - 1);
  const data = new (keeps ? Uint16Array : Uint8Array)(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) {
      const value = source[i * channels + (channels < 3 ? 0 : c)] ?? 0;
      data[i * 3 + c] = wide && !deep ? value >> 8 : value * scale;
    }
  }
  return { width, height, white: keeps ? 65535 : 255, data, curves: [] };
}

/** The values as a file has them, 8 bits. Values are cut, or (which no ComfyUI does) rounded. */
export function savedValues(picture: Picture, cut: boolean): Uint8Array {
  const table = Uint8Array.from({ length: picture.white + 1 }, (_, stored) => {
    let value = Math.fround(stored / picture.white);
    for (const curve of picture.curves) value = Math.fround(curve(value));
    const scaled = Math.fround(Math.min(1, Math.max(0, value)) * 255);
    return cut ? Math.floor(scaled) : Math.round(scaled);
  });
  const saved = new Uint8Array(picture.data.length);
  for (let i = 0; i < saved.length; i++) saved[i] = table[picture.data[i] ?? 0] ?? 0;
  return saved;
}
