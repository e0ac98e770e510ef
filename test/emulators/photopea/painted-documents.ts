import { writePsdUint8Array, type Layer as PsdLayer, type PixelData, type Psd } from 'ag-psd';
import { encode } from 'fast-png';
import { prepareAgPsd } from './files/psd-read';
import { withProfile } from './files/psd-resources';

interface Pixels extends PixelData {
  readonly data: Uint8ClampedArray;
}

/** One RGBA pixel for every place. */
export type Paint = (x: number, y: number) => readonly [number, number, number, number];

export function pixels(width: number, height: number, paint: Paint): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 4) data.set(paint(x, y), i);
  }
  return { width, height, data };
}

/** Every value of alpha, and colours that differ from pixel to pixel. */
export const noise: Paint = (x, y) => [
  (x * 37 + y * 11) % 256,
  (x * 5 + y * 71) % 256,
  (x * 13 + y * 29) % 256,
  (x * 17 + y * 3) % 256,
];

export const opaqueNoise: Paint = (x, y) => {
  const [r, g, b] = noise(x, y);
  return [r, g, b, 255];
};

export function flat(r: number, g: number, b: number, a = 255): Paint {
  return () => [r, g, b, a];
}

export interface LayerParts extends PsdLayer {
  readonly x?: number;
  readonly y?: number;
}

/** A layer of `width` × `height` painted pixels. */
export function paintedLayer(
  name: string,
  width: number,
  height: number,
  paint: Paint,
  { x = 0, y = 0, ...rest }: LayerParts = {},
): PsdLayer {
  const imageData = pixels(width, height, paint);
  return { name, left: x, top: y, right: x + width, bottom: y + height, imageData, ...rest };
}

export function psdBytes(psd: Psd, profile: Uint8Array | null = null): Uint8Array {
  prepareAgPsd();
  const options = { generateThumbnail: false, trimImageData: false, noBackground: true };
  return withProfile(writePsdUint8Array(psd, options), profile);
}

export function pngBytes(width: number, height: number, paint: Paint): Uint8Array {
  const { data } = pixels(width, height, paint);
  return encode({ width, height, data, channels: 4, depth: 8 });
}

/** A document of 24 × 16 with an opaque photo at the bottom and a smaller layer with alpha above it. */
export function photoPsd(
  more: readonly PsdLayer[] = [],
  profile: Uint8Array | null = null,
): Uint8Array {
  const layers = [
    paintedLayer('photo', 24, 16, opaqueNoise, { id: 5 }),
    paintedLayer('detail', 8, 6, noise, { id: 9, x: 4, y: 3 }),
  ];
  return psdBytes({ width: 24, height: 16, children: [...layers, ...more] }, profile);
}
