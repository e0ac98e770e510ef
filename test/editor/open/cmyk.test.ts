import { cmykToSrgb } from '../../../src/pixels/icc/cmyk';
import { parseProfile } from '../../../src/pixels/icc/profile';
import { decodeCmykJpeg } from '../../../src/editor/open/cmyk-jpeg';
import { readJpegInfo } from '../../../src/editor/open/jpeg-info';
import { openFile } from '../../../src/editor/open/open-file';
import type { Opened } from '../../../src/editor/document/editor-document';
import type { Image } from '../../../src/core/image';
import { fault } from '../faults';
import {
  decodeWithJpegJs,
  iccProfile,
  P3_COLORANTS,
  profileSegment,
  withSegments,
} from '../../support/picture-files';

const open = (bytes: Uint8Array): Promise<Opened> => openFile(bytes, 'd', 'p', decodeWithJpegJs);
const file = fault('05-cmyk-jpeg/cmyk-with-profile.jpg');
const bare = fault('05-cmyk-jpeg/cmyk-without-profile.jpg');
const press = readJpegInfo(file, 'p').iccProfile!;

function withProfile(profile: Uint8Array): Uint8Array {
  return withSegments(bare, profileSegment(profile));
}

function imageOf({ document }: Opened): Image {
  const [layer] = document.layers;
  if (layer?.children !== null) throw new Error('one layer expected');
  return layer.raster!.load();
}

/** The middles of patches of 16 pixels in a row. */
function patches({ width, data }: Image): number[][] {
  return Array.from({ length: width / 16 }, (_, i) => {
    const at = (8 * width + 16 * i + 8) * 4;
    return [...data.slice(at, at + 3)];
  });
}

function worst(a: number[][], b: number[][]): number {
  return Math.max(...a.flat().map((value, i) => Math.abs(value - b.flat()[i]!)));
}

/** littleCMS, perceptual intent. */
const PERCEPTUAL = [
  [0, 152, 217],
  [213, 0, 122],
  [242, 221, 0],
  [29, 29, 29],
  [132, 160, 203],
  [245, 229, 141],
];
/** Each ink takes away its part, as browsers have it. */
const PLAIN = [
  [0, 255, 255],
  [255, 0, 255],
  [255, 255, 0],
  [0, 0, 0],
  [127, 191, 255],
  [255, 255, 127],
];

test('CMYK goes through its profile, which describes no RGB afterwards', async () => {
  const { document } = await open(file);
  expect(
    worst(patches(imageOf({ document, activeLayerId: null })), PERCEPTUAL),
  ).toBeLessThanOrEqual(1);
  expect(document.iccProfile).toBeNull();
  expect(document.notices).toEqual([
    { code: 'converted-to-rgb', detail: 'CMYK (Test press CMYK)' },
  ]);
});

test('YCCK goes through the profile as the inks that it stands for', async () => {
  const turned = file.slice();
  const marker = Buffer.from(turned).indexOf('Adobe');
  turned[marker + 11] = 2;
  const image = await decodeCmykJpeg(turned, { width: 96, height: 16 }, parseProfile(press)!);
  const lookup = cmykToSrgb(parseProfile(press)!)!;
  const out = new Float64Array(3);
  // Stored are Y, Cb, Cr and what black leaves of white; as RGB they are the inks.
  const stored = [
    [0, 255, 255, 255],
    [255, 0, 255, 255],
    [255, 255, 0, 255],
    [255, 255, 255, 0],
    [127, 191, 255, 255],
    [255, 255, 127, 255],
  ];
  const wanted = stored.map(([y = 0, cb = 0, cr = 0, k = 0]) => {
    const ink = (v: number): number => Math.min(255, Math.max(0, Math.round(v))) / 255;
    const red = y + 1.402 * (cr - 128);
    const green = y - 0.344136 * (cb - 128) - 0.714136 * (cr - 128);
    lookup(ink(red), ink(green), ink(y + 1.772 * (cb - 128)), 1 - k / 255, out);
    return [...out].map((v) => Math.min(255, Math.max(0, Math.round(v * 255))));
  });
  expect(worst(patches(image!), wanted)).toBeLessThanOrEqual(2);
});

test('CMYK without a profile is mixed as browsers do, with the one note', async () => {
  const { document, activeLayerId } = await open(bare);
  expect(worst(patches(imageOf({ document, activeLayerId })), PLAIN)).toBeLessThanOrEqual(1);
  expect(document.notices).toEqual([{ code: 'converted-to-rgb', detail: 'CMYK' }]);
});

const withoutTable = press.slice();
withoutTable.set(Buffer.from('B2A0'), Buffer.from(press).indexOf('A2B0'));

test.each([
  [
    'of RGB',
    iccProfile(P3_COLORANTS, 2.2, 'Display P3'),
    { code: 'profile-left-out', detail: 'Display P3, RGB' },
  ],
  ['without a table', withoutTable, { code: 'profile-left-out', detail: 'Test press CMYK, CMYK' }],
  ['that is cut off', press.slice(0, 900), { code: 'profile-unreadable', detail: '' }],
])('a profile %s is left out, and said', async (_, profile, notice) => {
  const { document, activeLayerId } = await open(withProfile(profile));
  expect(worst(patches(imageOf({ document, activeLayerId })), PLAIN)).toBeLessThanOrEqual(1);
  expect(document.iccProfile).toBeNull();
  expect(document.notices).toEqual([{ code: 'converted-to-rgb', detail: 'CMYK' }, notice]);
});

test('an abort while inks are converted is the signal reason', async () => {
  const controller = new AbortController();
  const opening = openFile(file, 'd', 'p', decodeWithJpegJs, controller.signal);
  controller.abort();
  await expect(opening).rejects.toMatchObject({ name: 'AbortError' });
});
