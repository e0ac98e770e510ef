import type { Image8 } from '../../../src/core/image';
import { openFile } from '../../../src/editor/open/open-file';
import { createPixelStore } from '../../../src/editor/render/pixel-store';
import { createRenderer } from '../../../src/editor/render/renderer';
import { renderViewport, type TileCache } from '../../../src/editor/render/viewport';
import { decodeWithJpegJs, rgbaPng } from '../../support/picture-files';
import { gradient, noiseImage } from '../../support/pictures';
import type { Image } from '../../../src/core/image';
import type { Rect, Size } from '../../../src/core/geometry';

async function viewOf(picture: Image) {
  const { document } = await openFile(rgbaPng(picture), 'd', 'p', decodeWithJpegJs);
  const renderer = createRenderer(document, createPixelStore(document.size, 1e9));
  const cache: TileCache = new Map();
  return (rect: Rect, out: Size) => renderViewport(renderer, document.size, rect, out, cache);
}

const pixel = (image: Image8, x: number, y: number): number[] => [
  ...image.data.slice((y * image.width + x) * 4, (y * image.width + x) * 4 + 4),
];

test('1 : 1 across tile borders is exact, outside the canvas transparent', async () => {
  const picture = noiseImage(300, 280, 1, 255) as Image8;
  const view = await viewOf(picture);
  const out = await view({ x: 200, y: 250, width: 120, height: 40 }, { width: 120, height: 40 });
  expect(pixel(out, 0, 0)).toEqual(pixel(picture, 200, 250));
  expect(pixel(out, 99, 29)).toEqual(pixel(picture, 299, 279));
  expect(pixel(out, 100, 0)).toEqual([0, 0, 0, 0]);
  expect(pixel(out, 0, 30)).toEqual([0, 0, 0, 0]);
});

test('larger repeats pixels', async () => {
  const picture = noiseImage(20, 20, 2, null) as Image8;
  for (let i = 3; i < picture.data.length; i += 4) picture.data[i] = Math.max(1, picture.data[i]!);
  const view = await viewOf(picture);
  const out = await view({ x: 4, y: 5, width: 3, height: 2 }, { width: 24, height: 16 });
  for (let y = 0; y < 16; y++) {
    for (let x = 0; x < 24; x++) {
      expect(pixel(out, x, y)).toEqual(
        pixel(picture, 4 + Math.floor(x / 8), 5 + Math.floor(y / 8)),
      );
    }
  }
});

test.each([
  [2, { width: 150, height: 140 }],
  [3, { width: 100, height: 93 }],
  [7.5, { width: 40, height: 37 }],
])('smaller by %d averages the pixels that each one stands for', async (_, size) => {
  const picture = gradient(300, 280);
  const view = await viewOf(picture);
  const out = await view({ x: 0, y: 0, width: 300, height: 280 }, size);
  const [sx, sy] = [300 / size.width, 280 / size.height];
  for (const [x, y] of [
    [0, 0],
    [5, 9],
    [size.width - 1, size.height - 1],
  ] as const) {
    const wanted = [
      ((x + 0.5) * sx - 0.5) * (255 / 300),
      ((y + 0.5) * sy - 0.5) * (255 / 280),
      128,
      255,
    ];
    pixel(out, x, y).forEach((value, c) => expect(Math.abs(value - wanted[c]!)).toBeLessThan(2));
  }
});

test('colours under transparency do not bleed when averaged', async () => {
  const picture = noiseImage(64, 64, 3, 255) as Image8;
  for (let i = 0; i < picture.data.length; i += 4) {
    picture.data.set((i / 4) % 2 === 0 ? [200, 100, 50, 255] : [0, 255, 0, 0], i);
  }
  const view = await viewOf(picture);
  const out = await view({ x: 0, y: 0, width: 64, height: 64 }, { width: 8, height: 8 });
  expect(pixel(out, 3, 3)).toEqual([200, 100, 50, 128]);
});
