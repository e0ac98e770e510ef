import { createImage, type Image } from '../../src/core/image';
import { fillTransparent } from '../../src/pixels/fill';
import { goOn, pauses } from '../support/breathing';

function image(width: number, height: number, depth: 8 | 16): Image {
  return createImage({ width, height }, depth);
}

function set(picture: Image, x: number, y: number, rgba: readonly number[]): void {
  picture.data.set(rgba, (y * picture.width + x) * 4);
}

function get(picture: Image, x: number, y: number): number[] {
  const i = (y * picture.width + x) * 4;
  return [...picture.data.slice(i, i + 4)];
}

test('an image without transparent pixels comes back itself', async () => {
  const picture = image(3, 3, 8);
  picture.data.fill(1);
  expect(await fillTransparent(picture, goOn)).toEqual({ image: picture, ownBytes: 0 });
  expect((await fillTransparent(picture, goOn)).image).toBe(picture);
});

test.each([8, 16] as const)('%i bit: one colour fills everything, alpha stays', async (depth) => {
  const picture = image(33, 20, depth);
  set(picture, 7, 5, [200, 100, 50, 9]);
  const filled = (await fillTransparent(picture, goOn)).image;
  for (const [x, y] of [
    [0, 0],
    [32, 19],
    [7, 6],
    [8, 5],
  ] as const) {
    expect(get(filled, x, y)).toEqual([200, 100, 50, 0]);
  }
  expect(get(filled, 7, 5)).toEqual([200, 100, 50, 9]);
  expect(get(picture, 0, 0)).toEqual([0, 0, 0, 0]);
});

test('visible colours stay, near ones win, what was stored under the transparency does not show', async () => {
  const picture = image(64, 16, 8);
  for (let y = 0; y < 16; y++) {
    for (let x = 0; x < 64; x++) {
      if (x < 20) set(picture, x, y, [250, 0, 0, 255]);
      else if (x >= 44) set(picture, x, y, [0, 0, 250, 255]);
      else set(picture, x, y, [0, 255, 0, 0]);
    }
  }
  const filled = (await fillTransparent(picture, goOn)).image;
  expect(get(filled, 19, 8)).toEqual([250, 0, 0, 255]);
  for (let x = 20; x < 44; x++) expect(get(filled, x, 8)[1]).toBe(0);
  expect(get(filled, 20, 8)[0]).toBeGreaterThan(230);
  expect(get(filled, 43, 8)[2]).toBeGreaterThan(230);
  const reds = Array.from({ length: 24 }, (_, i) => get(filled, 20 + i, 8)[0]!);
  expect(reds.every((v, i) => i === 0 || v <= reds[i - 1]!)).toBe(true);
});

test('a fully transparent image has nothing to fill from', async () => {
  const filled = await fillTransparent(image(5, 4, 8), goOn);
  expect(filled.image.data.every((v) => v === 0)).toBe(true);
});

test('is called off within a row, be it of the picture or of a coarser level', async () => {
  const picture = image(20, 64, 8);
  set(picture, 7, 5, [200, 100, 50, 9]);
  const all = pauses();
  await fillTransparent(picture, all.breathe);
  // One look, a level of each half the height and back to each: 64 + 32 + … down to one row.
  expect(all.count()).toBeGreaterThan(1 + 2 * (64 + 32 + 16 + 8 + 4 + 2) - 2);
  for (const at of [1, 30, 100, 180]) {
    const some = pauses(at);
    await expect(fillTransparent(picture, some.breathe)).rejects.toThrow('abort');
    expect(some.count()).toBe(at);
  }
});
