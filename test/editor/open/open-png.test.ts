import { encode } from 'fast-png';
import { deflateSync } from 'node:zlib';
import { openFile } from '../../../src/editor/open/open-file';
import type { Image } from '../../../src/core/image';
import type { DocumentNotice } from '../../../src/editor/document/document-notice';
import {
  decodeWithJpegJs,
  exif,
  iccProfile,
  P3_COLORANTS,
  png,
  rgbaPng,
  SRGB_COLORANTS,
} from '../../support/picture-files';
import { noiseImage } from '../../support/pictures';

interface Read {
  readonly image: Image;
  readonly notices: readonly DocumentNotice[];
  readonly icc: Uint8Array | null;
}

async function read(bytes: Uint8Array): Promise<Read> {
  const { document } = await openFile(bytes, 'd', 'p.png', decodeWithJpegJs);
  const [layer] = document.layers;
  if (layer?.children !== null) throw new Error('one layer expected');
  return { image: layer.raster!.load(), notices: document.notices, icc: document.iccProfile };
}

test.each([8, 16] as const)(
  '%d-bit RGBA is read value by value, colours under alpha 0 as well',
  async (depth) => {
    const image = noiseImage(13, 7, 5, null, depth);
    for (let i = 3; i < 80; i += 8) image.data[i] = 0;
    expect((await read(rgbaPng(image))).image).toEqual(image);
  },
);

test('RGB gets full alpha, in both depths', async () => {
  const rows = [Uint8Array.of(1, 2, 3, 4, 5, 6)];
  const eight = await read(png({ width: 2, height: 1, depth: 8, colorType: 2, rows }));
  expect([...eight.image.data]).toEqual([1, 2, 3, 255, 4, 5, 6, 255]);
  const sixteen = await read(png({ width: 1, height: 1, depth: 16, colorType: 2, rows }));
  expect([...sixteen.image.data]).toEqual([258, 772, 1286, 65535]);
});

test.each([
  [1, [0b10110000], [255, 0, 255, 255]],
  [2, [0b11_00_01_10], [255, 0, 85, 170]],
  [4, [0xf0, 0x3a], [255, 0, 51, 170]],
  [8, [9, 0, 200, 255], [9, 0, 200, 255]],
] as const)('%d-bit grey is spread over 0 to 255', async (depth, row, wanted) => {
  const rows = [Uint8Array.from(row)];
  const { image } = await read(png({ width: 4, height: 1, depth, colorType: 0, rows }));
  expect(image.depth).toBe(8);
  expect([...image.data]).toEqual(wanted.flatMap((v) => [v, v, v, 255]));
});

test('grey with alpha, 16 bit', async () => {
  const rows = [Uint8Array.of(1, 2, 3, 4)];
  const { image } = await read(png({ width: 1, height: 1, depth: 16, colorType: 4, rows }));
  expect([...image.data]).toEqual([258, 258, 258, 772]);
});

test.each([1, 2, 4, 8])(
  'a palette of %d bits with transparent colours, odd width',
  async (depth) => {
    const indexes = [0, 1, 1, 0, 1];
    const packed = Buffer.alloc(Math.ceil((5 * depth) / 8));
    indexes.forEach((v, i) => {
      packed[(i * depth) >> 3]! |= v << (8 - depth - ((i * depth) & 7));
    });
    const before = [
      ['PLTE', Uint8Array.of(10, 20, 30, 40, 50, 60)],
      ['tRNS', Uint8Array.of(7)],
    ] as const;
    const rows = [packed, packed];
    const { image } = await read(png({ width: 5, height: 2, depth, colorType: 3, rows, before }));
    const line = indexes.flatMap((i) => (i === 0 ? [10, 20, 30, 7] : [40, 50, 60, 255]));
    expect([...image.data]).toEqual([...line, ...line]);
  },
);

test('an index outside the palette is damage', async () => {
  const before = [['PLTE', Uint8Array.of(1, 2, 3)]] as const;
  const file = png({
    width: 1,
    height: 1,
    depth: 8,
    colorType: 3,
    rows: [Uint8Array.of(5)],
    before,
  });
  await expect(read(file)).rejects.toMatchObject({ name: 'FileError', code: 'file-damaged' });
});

test('one colour marked as transparent', async () => {
  const before = [['tRNS', Uint8Array.of(0, 1, 0, 2, 0, 3)]] as const;
  const rows = [Uint8Array.of(1, 2, 3, 1, 2, 4), Uint8Array.of(9, 9, 9, 1, 2, 3)];
  const { image } = await read(png({ width: 2, height: 2, depth: 8, colorType: 2, rows, before }));
  expect([3, 7, 11, 15].map((i) => image.data[i])).toEqual([0, 255, 255, 0]);
});

test('interlaced files', async () => {
  const image = noiseImage(11, 9, 3, null);
  const bytes = encode({ ...image, channels: 4, depth: 8 }, { interlace: 'Adam7' });
  expect((await read(bytes)).image).toEqual(image);
});

test('a colour profile is kept, and said where it is not sRGB', async () => {
  const withProfile = (profile: Uint8Array): Uint8Array =>
    png({
      width: 1,
      height: 1,
      depth: 8,
      colorType: 2,
      rows: [Uint8Array.of(1, 2, 3)],
      before: [['iCCP', Buffer.concat([Buffer.from('x\0\0', 'latin1'), deflateSync(profile)])]],
    });
  const p3 = iccProfile(P3_COLORANTS, 2.2, 'Display P3');
  const wide = await read(withProfile(p3));
  expect(wide.icc).toEqual(p3);
  expect(wide.notices).toEqual([{ code: 'not-srgb', detail: 'Display P3' }]);
  const same = await read(withProfile(iccProfile(SRGB_COLORANTS, 2.2, 'sRGB')));
  expect(same.notices).toEqual([]);
  const linear = await read(withProfile(iccProfile(SRGB_COLORANTS, 1, 'linear')));
  expect(linear.notices).toEqual([{ code: 'not-srgb', detail: 'linear' }]);
});

test.each([
  ['cICP', Uint8Array.of(9, 16, 0, 1), 1],
  ['cICP', Uint8Array.of(1, 13, 0, 1), 0],
  ['gAMA', Uint8Array.of(0, 1, 0x86, 0xa0), 1],
  ['gAMA', Uint8Array.of(0, 0, 0xb1, 0x8f), 0],
] as const)('%s %j gives %d notice', async (type, body, count) => {
  const rows = [Uint8Array.of(1)];
  const file = png({ width: 1, height: 1, depth: 8, colorType: 0, rows, before: [[type, body]] });
  expect((await read(file)).notices).toHaveLength(count);
});

test('the orientation in eXIf is followed', async () => {
  const file = png({
    width: 2,
    height: 1,
    depth: 8,
    colorType: 0,
    rows: [Uint8Array.of(1, 2)],
    before: [['eXIf', exif(6)]],
  });
  const { image, notices } = await read(file);
  expect([image.width, image.height, image.data[0], image.data[4]]).toEqual([1, 2, 1, 2]);
  expect(notices).toEqual([{ code: 'oriented', detail: '' }]);
});

test('an abort is heard before a PNG is read to its end', async () => {
  const file = rgbaPng(noiseImage(300, 300, 5, null));
  // Whoever reads to the end finds the damage.
  file.fill(0, file.length - 200);
  const controller = new AbortController();
  const damaged = openFile(file.slice(), 'd', 'p', decodeWithJpegJs, controller.signal);
  await expect(damaged).rejects.toMatchObject({ code: expect.stringMatching(/^file-/) });
  const opening = openFile(file, 'd', 'p', decodeWithJpegJs, controller.signal);
  controller.abort();
  await expect(opening).rejects.toMatchObject({ name: 'AbortError' });
});
