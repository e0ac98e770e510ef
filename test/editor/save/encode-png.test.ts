import { decode } from 'fast-png';
import { createImage } from '../../../src/core/image';
import { NO_TEXTS } from '../../../src/editor/document/metadata';
import { encodePng } from '../../../src/editor/save/encode-png';
import { fileName } from '../../../src/editor/save/save-document';
import { iccProfile, noiseImage, P3_COLORANTS } from '../pictures';

const metadata = { resolution: null, texts: NO_TEXTS };

test.each([
  [8, null, 4],
  [16, null, 4],
  [8, 255, 3],
  [16, 65535, 3],
] as const)('%d bit, alpha %s: %d channels, value by value', async (depth, alpha, channels) => {
  const image = noiseImage(37, 23, 6, alpha, depth);
  const png = decode(await encodePng(image, null), { checkCrc: true });
  expect([png.width, png.height, png.depth, png.channels]).toEqual([37, 23, depth, channels]);
  expect([...png.data]).toEqual([...image.data].filter((_, i) => channels === 4 || i % 4 !== 3));
});

test('pictures whose rows are alike become small', async () => {
  const image = createImage({ width: 500, height: 400 }, 8);
  for (let i = 0; i < image.data.length; i++) image.data[i] = i % 4 === 3 ? 255 : (i >> 3) & 255;
  expect((await encodePng(image, null)).length).toBeLessThan(500 * 400 * 0.1);
});

test('the colour profile goes along', async () => {
  const profile = iccProfile(P3_COLORANTS, 2.2, 'Display P3');
  const png = decode(
    await encodePng(noiseImage(3, 3, 1, 255), { mode: 'rgb', iccProfile: profile, metadata }),
  );
  expect(png.iccEmbeddedProfile!.profile).toEqual(profile);
});

test('a picture of several pieces', async () => {
  const image = noiseImage(400, 900, 2, 255);
  const png = decode(await encodePng(image, null));
  expect(
    Buffer.compare(
      Buffer.from(png.data as Uint8Array),
      Buffer.from(image.data.filter((_, i) => i % 4 !== 3)),
    ),
  ).toBe(0);
});

test('an abort ends the work with its reason', async () => {
  const controller = new AbortController();
  const encoding = encodePng(noiseImage(900, 700, 2, 255), null, controller.signal);
  controller.abort();
  await expect(encoding).rejects.toMatchObject({ name: 'AbortError' });
});

test.each([
  ['photo.JPG', 'psd', 'photo.psd'],
  ['a/b:c*.psd', 'png', 'a-b-c-.png'],
  ['照片', 'png', '照片.png'],
  ['  ', 'png', 'untitled.png'],
] as const)('%s as %s is called %s', (name, extension, wanted) => {
  expect(fileName(name, extension)).toBe(wanted);
});
