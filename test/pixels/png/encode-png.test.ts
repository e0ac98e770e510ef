import { decode } from 'fast-png';
import { createImage, type Image } from '../../../src/core/image';
import { encodeColors, encodePng } from '../../../src/pixels/png/encode-png';
import { noiseImage } from '../../support/pictures';

test.each([
  [8, null, 4],
  [16, null, 4],
  [8, 255, 3],
  [16, 65535, 3],
] as const)('%d bit, alpha %s: %d channels, value by value', async (depth, alpha, channels) => {
  const image = noiseImage(37, 23, 6, alpha, depth);
  const png = decode(await encodePng(image), { checkCrc: true });
  expect([png.width, png.height, png.depth, png.channels]).toEqual([37, 23, depth, channels]);
  expect([...png.data]).toEqual([...image.data].filter((_, i) => channels === 4 || i % 4 !== 3));
});

test('pictures whose rows are alike become small', async () => {
  const image = createImage({ width: 500, height: 400 }, 8);
  for (let i = 0; i < image.data.length; i++) image.data[i] = i % 4 === 3 ? 255 : (i >> 3) & 255;
  expect((await encodePng(image)).length).toBeLessThan(500 * 400 * 0.1);
});

test('a picture of several pieces', async () => {
  const image = noiseImage(400, 900, 2, 255);
  const png = decode(await encodePng(image));
  expect(
    Buffer.compare(
      Buffer.from(png.data as Uint8Array),
      Buffer.from(image.data.filter((_, i) => i % 4 !== 3)),
    ),
  ).toBe(0);
});

/** Rows of the colours of an opaque picture, the high byte of each value first. */
const packed =
  ({ width, depth, data }: Image) =>
  (y: number, row: Uint8Array): void => {
    const line = data.slice(y * width * 4, (y + 1) * width * 4).filter((_, i) => i % 4 !== 3);
    if (depth === 8) row.set(line);
    else line.forEach((value, i) => row.set([value >> 8, value & 255], 2 * i));
  };

test.each([8, 16] as const)('stored, %d bit: larger, value by value', async (depth) => {
  const image = noiseImage(400, 900, 2, depth === 8 ? 255 : 65535, depth);
  const file = await encodeColors({ ...image, pack: packed(image) }, { isStored: true });
  const png = decode(file, { checkCrc: true });
  expect([png.depth, png.channels]).toEqual([depth, 3]);
  expect(
    Buffer.compare(
      Buffer.from(Uint16Array.from(png.data).buffer),
      Buffer.from(Uint16Array.from(image.data.filter((_, i) => i % 4 !== 3)).buffer),
    ),
  ).toBe(0);
  expect(file.length).toBeGreaterThan((400 * 900 * 3 * depth) / 8);
});

test('an abort ends the work with its reason', async () => {
  const controller = new AbortController();
  const encoding = encodePng(noiseImage(900, 700, 2, 255), {}, controller.signal);
  controller.abort();
  await expect(encoding).rejects.toMatchObject({ name: 'AbortError' });
});

test('stored: an abort is heard within a row', async () => {
  const cancel = new AbortController();
  let rows = 0;
  const pack = (y: number): void => {
    rows++;
    if (y === 3) cancel.abort();
  };
  const size = { width: 30_000, height: 50, depth: 8 } as const;
  const work = encodeColors({ ...size, pack }, { isStored: true }, cancel.signal);
  await expect(work).rejects.toMatchObject({ name: 'AbortError' });
  expect(rows).toBe(4);
});
