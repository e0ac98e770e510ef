import { readFileSync } from 'node:fs';
import path from 'node:path';
import { writePsdUint8Array } from 'ag-psd';
import { decode } from 'fast-png';
import { grayPixels, pixels } from '../psd/samples';

const PHOTO = path.resolve(__dirname, '../fixtures/photos/cat-chelsea.png');

interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** A part of a real photograph: noise would say nothing about a restored picture. */
function photo(left: number, top: number, width: number, height: number): Pixels {
  const { data, channels, width: whole } = decode(readFileSync(PHOTO));
  const out = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = ((top + y) * whole + left + x) * channels;
      for (let c = 0; c < 3; c++) out[(y * width + x) * 4 + c] = data[from + c]!;
    }
  }
  return { width, height, data: out };
}

export const CANVAS = { width: 96, height: 72 };

/** Written by ag-psd: a photograph between other layers in a group; masked, hidden and locked layers. */
export function groupedPhoto(): Buffer {
  const { width, height } = CANVAS;
  const unlike = { hidden: true, imageData: pixels(20, 10, 4), left: 60, top: 50 };
  return Buffer.from(
    writePsdUint8Array({
      ...CANVAS,
      imageData: photo(100, 60, width, height),
      children: [
        { name: 'back', id: 10, imageData: photo(100, 60, width, height) },
        {
          name: 'group',
          id: 11,
          opened: true,
          children: [
            { name: 'below', id: 12, left: 30, top: 20, imageData: pixels(9, 8, 5) },
            { name: 'photo', id: 13, left: 4, top: 3, imageData: photo(104, 63, 84, 62) },
            { name: 'above', id: 14, ...unlike },
          ],
        },
        {
          name: 'masked',
          id: 15,
          left: -5,
          top: 40,
          opacity: 0.5,
          imageData: pixels(30, 20, 2),
          mask: { left: 2, top: 42, imageData: grayPixels(11, 9, 3), defaultColor: 255 },
        },
        { name: 'hidden', id: 16, hidden: true, imageData: pixels(40, 30, 6, true) },
        {
          name: 'locked',
          id: 17,
          left: 70,
          top: 5,
          imageData: pixels(14, 12, 7, true),
          protected: { transparency: true, composite: true, position: true },
        },
        {
          name: 'words',
          id: 18,
          left: 10,
          top: 5,
          imageData: pixels(20, 10, 8),
          text: { text: 'Hi', transform: [1, 0, 0, 1, 10, 12], style: { fontSize: 10 } },
        },
        { name: 'levels', id: 19, adjustment: { type: 'invert' } },
        { name: 'nothing', id: 20 },
      ],
    }),
  );
}

/** One layer, large enough for several tiles and a while of work. */
export function largePhoto(): Buffer {
  const imageData = photo(0, 0, 440, 290);
  return Buffer.from(
    writePsdUint8Array({
      ...{ width: 440, height: 290, imageData },
      children: [{ name: 'photo', id: 3, imageData }],
    }),
  );
}
