import type { Layer as PsdLayer } from 'ag-psd';
import { type Rect, intersect, rect } from '../../../src/core/geometry';
import { createImage, type Image } from '../../../src/core/image';
import {
  flat,
  noise,
  opaqueNoise,
  paintedLayer,
  pixels,
  psdBytes,
  type Paint,
} from '../../emulators/photopea/painted-documents';

/** Layers of one document, one of each kind that a user may have selected. */
export const CANVAS = rect(0, 0, 48, 32);

export interface Painted {
  readonly name: string;
  readonly rect: Rect;
  readonly paint: Paint;
}

export const ODD_NAME = 'it\'s "odd"\\ \n😀 中文 #1';

const PAINTED = {
  photo: { name: 'photo', rect: CANVAS, paint: opaqueNoise },
  over: { name: 'over the edge', rect: rect(-6, -5, 20, 15), paint: noise },
  hidden: { name: 'hidden', rect: rect(3, 3, 12, 9), paint: noise },
  masked: { name: 'masked', rect: rect(10, 4, 16, 12), paint: noise },
  faded: { name: 'faded', rect: rect(20, 10, 14, 10), paint: noise },
  base: { name: 'base', rect: rect(30, 2, 6, 6), paint: flat(200, 10, 10) },
  clipped: { name: 'clipped', rect: rect(28, 0, 16, 12), paint: noise },
  inner: { name: 'inner', rect: rect(8, 16, 12, 10), paint: noise },
  innerTop: { name: 'inner top', rect: rect(9, 17, 4, 4), paint: flat(1, 2, 3, 4) },
  locked: { name: 'locked', rect: rect(36, 20, 8, 8), paint: noise },
  odd: { name: ODD_NAME, rect: rect(40, 24, 12, 12), paint: noise },
} satisfies Record<string, Painted>;

export type GalleryName = keyof typeof PAINTED;

export function painted(key: GalleryName): Painted {
  return PAINTED[key];
}

function layer(key: GalleryName, more: PsdLayer = {}): PsdLayer {
  const { name, rect: place, paint } = PAINTED[key];
  return paintedLayer(name, place.width, place.height, paint, { x: place.x, y: place.y, ...more });
}

const MASK: NonNullable<PsdLayer['mask']> = {
  left: 12,
  top: 5,
  right: 22,
  bottom: 13,
  defaultColor: 0,
  imageData: pixels(10, 8, (x, y) => {
    const value = (x * 25 + y * 9) % 256;
    return [value, value, value, 255];
  }),
};

export function galleryPsd(): Uint8Array {
  return psdBytes({
    width: CANVAS.width,
    height: CANVAS.height,
    children: [
      layer('photo', { id: 11 }),
      layer('over', { id: 12 }),
      layer('hidden', { id: 13, hidden: true }),
      layer('masked', { id: 14, mask: MASK }),
      layer('faded', { id: 15, opacity: 0.5, blendMode: 'multiply' }),
      layer('base', { id: 16 }),
      layer('clipped', { id: 17, clipping: true }),
      {
        name: 'group',
        id: 18,
        opened: true,
        children: [layer('inner', { id: 19 }), layer('innerTop', { id: 20 })],
      },
      layer('locked', {
        id: 21,
        protected: { composite: true, position: true, transparency: true },
      }),
      layer('odd', { id: 22 }),
      { name: 'empty', id: 23 },
      { name: 'levels', id: 24, adjustment: { type: 'invert' } },
    ],
  });
}

/** What `readLayer` has to give: the layer's own pixels on `area`, nothing outside the canvas. */
export function ownPixels(
  { rect: place, paint }: Painted,
  area: Rect,
  canvas: Rect = CANVAS,
): Image {
  const image = createImage(area, 8);
  const part = intersect(intersect(place, area), canvas);
  for (let y = part.y; y < part.y + part.height; y++) {
    for (let x = part.x; x < part.x + part.width; x++) {
      image.data.set(paint(x - place.x, y - place.y), ((y - area.y) * area.width + x - area.x) * 4);
    }
  }
  return image;
}

/** Values without the colours of fully transparent pixels, which no editor keeps. */
export function visible(data: ArrayLike<number>): number[] {
  return Array.from({ length: data.length }, (_, i) =>
    data[i - (i % 4) + 3] === 0 ? 0 : (data[i] ?? 0),
  );
}
