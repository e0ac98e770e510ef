import { openFile } from '../../../src/editor/open/open-file';
import { orientImage } from '../../../src/editor/open/orient';
import type { Orientation } from '../../../src/editor/open/exif';
import type { Opened } from '../../../src/editor/document/editor-document';
import { readWebpInfo } from '../../../src/editor/open/webp-info';
import type { Image } from '../../../src/core/image';
import {
  decodeWithJpegJs,
  exif,
  iccProfile,
  jpeg,
  P3_COLORANTS,
  withSegments,
} from '../../support/picture-files';
import { gradient } from '../../support/pictures';

const APP1 = 0xe1;
const APP2 = 0xe2;
const tagged = (tag: string, body: Uint8Array): Uint8Array =>
  new Uint8Array(Buffer.concat([Buffer.from(tag, 'latin1'), body]));
const open = (bytes: Uint8Array): Promise<Opened> => openFile(bytes, 'd', 'p', decodeWithJpegJs);

function imageOf({ document }: Opened): Image {
  const [layer] = document.layers;
  if (layer?.children !== null) throw new Error('one layer expected');
  return layer.raster!.load();
}

const picture = gradient(48, 32);
const file = jpeg(picture);

test('a JPEG opens as one layer named Background', async () => {
  const { document, activeLayerId } = await open(file);
  expect(document).toMatchObject({ size: { width: 48, height: 32 }, depth: 8, mode: 'rgb' });
  expect(document.layers).toMatchObject([
    { id: activeLayerId, name: 'Background', kind: 'pixels' },
  ]);
});

/** Where the upright corners top left and top right lie in the stored picture. */
const CORNERS: Record<Orientation, [x: number, y: number][]> = {
  1: [
    [0, 0],
    [47, 0],
  ],
  2: [
    [47, 0],
    [0, 0],
  ],
  3: [
    [47, 31],
    [0, 31],
  ],
  4: [
    [0, 31],
    [47, 31],
  ],
  5: [
    [0, 0],
    [0, 31],
  ],
  6: [
    [0, 31],
    [0, 0],
  ],
  7: [
    [47, 31],
    [47, 0],
  ],
  8: [
    [47, 0],
    [47, 31],
  ],
};

test.each([1, 2, 3, 4, 5, 6, 7, 8] as const)('orientation %d is followed', async (orientation) => {
  const stored = imageOf(await open(file));
  for (const little of [true, false]) {
    const opened = await open(
      withSegments(file, [APP1, tagged('Exif\0\0', exif(orientation, little))]),
    );
    const upright = imageOf(opened);
    const pixel = (image: Image, x: number, y: number) => [
      ...image.data.subarray((y * image.width + x) * 4, (y * image.width + x) * 4 + 4),
    ];
    const [left, right] = CORNERS[orientation];
    expect(pixel(upright, 0, 0)).toEqual(pixel(stored, ...left!));
    expect(pixel(upright, upright.width - 1, 0)).toEqual(pixel(stored, ...right!));
    expect(upright.width).toBe(orientation >= 5 ? 32 : 48);
    expect(opened.document.notices).toHaveLength(orientation === 1 ? 0 : 1);
  }
});

test('turning there and back gives the same picture', () => {
  expect(orientImage(orientImage(picture, 6), 8)).toEqual(picture);
  expect(orientImage(orientImage(picture, 5), 5)).toEqual(picture);
});

test('an orientation that makes no sense is upright', async () => {
  const opened = await open(withSegments(file, [APP1, tagged('Exif\0\0', exif(77))]));
  expect(opened.document.notices).toEqual([]);
});

test('a profile in several segments is put together in their order', async () => {
  const profile = iccProfile(P3_COLORANTS, 2.2, 'Display P3');
  const part = (n: number, body: Uint8Array) =>
    tagged(`ICC_PROFILE\0${String.fromCharCode(n, 2)}`, body);
  const opened = await open(
    withSegments(
      file,
      [APP2, part(2, profile.subarray(100))],
      [APP2, part(1, profile.subarray(0, 100))],
    ),
  );
  expect(opened.document.iccProfile).toEqual(profile);
  expect(opened.document.notices).toEqual([{ code: 'not-srgb', detail: 'Display P3' }]);
});

test('no decoder sees profile and orientation', async () => {
  const profile = iccProfile(P3_COLORANTS, 2.2, 'Display P3');
  const seen: Uint8Array[] = [];
  await openFile(
    withSegments(
      file,
      [APP1, tagged('Exif\0\0', exif(6))],
      [APP2, tagged('ICC_PROFILE\0\x01\x01', profile)],
    ),
    'd',
    'p',
    (encoded) => {
      seen.push(encoded.bytes);
      return decodeWithJpegJs(encoded);
    },
  );
  expect(seen).toEqual([file]);
});

test('a decoder that disagrees about the size is damage', async () => {
  const wrong = openFile(file, 'd', 'p', () =>
    Promise.resolve({ image: gradient(3, 3), exactAlpha: true }),
  );
  await expect(wrong).rejects.toMatchObject({ code: 'file-damaged' });
});

test('an abort while decoding is the signal reason', async () => {
  const controller = new AbortController();
  const opening = openFile(file, 'd', 'p', decodeWithJpegJs, controller.signal);
  controller.abort();
  await expect(opening).rejects.toMatchObject({ name: 'AbortError' });
});

describe('WebP headers', () => {
  const chunk = (type: string, body: number[]): number[] => [
    ...Buffer.from(type, 'latin1'),
    body.length,
    0,
    0,
    0,
    ...body,
    ...(body.length % 2 ? [0] : []),
  ];
  const riff = (...chunks: number[][]): Uint8Array => {
    const body = chunks.flat();
    const size = body.length + 4;
    return Uint8Array.from([
      ...Buffer.from('RIFF', 'latin1'),
      size & 255,
      size >> 8,
      0,
      0,
      ...Buffer.from('WEBP', 'latin1'),
      ...body,
    ]);
  };
  const lossless = chunk('VP8L', [0x2f, 9, 0xc0, 4, 0x10, 0]);

  test('size and alpha of a lossless file', () => {
    expect(readWebpInfo(riff(lossless), 'w')).toMatchObject({
      width: 10,
      height: 20,
      hasAlpha: true,
    });
  });

  test('profile, orientation and flags of an extended one; the decoder gets neither', () => {
    const icc = [1, 2, 3];
    const extended = chunk('VP8X', [0x20 | 0x10 | 0x08, 0, 0, 0, 9, 0, 0, 19, 0, 0]);
    const info = readWebpInfo(
      riff(extended, chunk('ICCP', icc), lossless, chunk('EXIF', [...exif(8)])),
      'w',
    );
    expect(info).toMatchObject({ width: 10, height: 20, exif: { orientation: 8 }, hasAlpha: true });
    expect([...info.iccProfile!]).toEqual(icc);
    const plain = Buffer.from(info.plain).toString('latin1');
    expect(plain).not.toMatch(/ICCP|EXIF/);
    expect(info.plain[20]).toBe(0x10);
  });
});
