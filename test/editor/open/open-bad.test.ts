import { writePsdUint8Array } from 'ag-psd';
import { writeFlatPsd } from '../../../src/psd/write-flat-psd';
import { fitsLimit } from '../../../src/core/document-limit';
import { LARGEST_DOCUMENT } from '../../../src/editor/document/size-limit';
import { openFile } from '../../../src/editor/open/open-file';
import { FileError } from '../../../src/core/errors';
import { decodeWithJpegJs, jpeg, png, rgbaPng } from '../../support/picture-files';
import { gradient, noiseImage } from '../../support/pictures';
import type { Image8 } from '../../../src/core/image';
import { integersFrom } from '../../support/random';

const open = (bytes: Uint8Array, name = 'f'): Promise<unknown> =>
  openFile(bytes, 'd', name, decodeWithJpegJs);
const outcomeOf = (bytes: Uint8Array): Promise<string> =>
  open(bytes).then(
    () => 'opened',
    (error: unknown) =>
      error instanceof FileError && error.hint !== '' ? error.code : String(error),
  );

/** 1 × 1, lossless. */
const WEBP = new Uint8Array(
  Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64'),
);
const PNG = rgbaPng(noiseImage(20, 20, 1, null));
const JPEG = jpeg(gradient(40, 30));
const flat = noiseImage(20, 20, 2, 255) as Image8;
const PSD = writePsdUint8Array({
  width: 20,
  height: 20,
  imageData: flat,
  children: [{ name: 'a', imageData: flat }],
});

const FLAT_PSD = writeFlatPsd(flat, { name: 'flat', iccProfile: null });

test('an empty file', async () => {
  expect(await outcomeOf(new Uint8Array())).toBe('file-empty');
});

test.each([
  ['GIF', Buffer.from('GIF89a........')],
  ['HEIC', Buffer.from('\0\0\0\x18ftypheic....', 'latin1')],
  ['TIFF', Buffer.from('II*\0....', 'latin1')],
  ['', Buffer.from('just text')],
  ['', Buffer.from('RIFF....WAVEfmt ')],
])('what is no picture of ours is refused by name: %s', async (looksLike, bytes) => {
  const error = await open(new Uint8Array(bytes)).catch((e: unknown) => e);
  expect(error).toMatchObject({
    name: 'FileError',
    code: 'file-type-unknown',
    details: { looksLike },
  });
});

test('the type is told by the bytes, not by the name', async () => {
  await expect(open(PNG, 'photo.jpg')).resolves.toBeDefined();
});

test.each([
  ['PNG', PNG, /^file-(truncated|damaged)$/],
  ['JPEG', JPEG, /^file-(truncated|damaged)$/],
  ['WebP', WEBP, /^file-(truncated|damaged)$/],
  ['PSD', PSD, /^psd-(truncated|damaged)$/],
  ['flat PSD', FLAT_PSD, /^psd-(truncated|damaged)$/],
])('a %s that ends anywhere before its end ends in a named error', async (_, bytes, code) => {
  const step = Math.max(1, Math.floor(bytes.length / 60));
  for (let length = 13; length < bytes.length; length += step) {
    expect([length, await outcomeOf(bytes.slice(0, length))]).toEqual([
      length,
      expect.stringMatching(code),
    ]);
  }
});

test('damage inside a PNG is found', async () => {
  const bad = PNG.slice();
  bad[60] = bad[60]! ^ 0xff;
  expect(await outcomeOf(bad)).toBe('file-damaged');
});

test('random damage never ends in anything but a picture or a named error', async () => {
  const random = integersFrom(7);
  for (const file of [PNG, JPEG, PSD, WEBP]) {
    for (let round = 0; round < 40; round++) {
      const bad = file.slice();
      for (let i = 0; i < 3; i++) bad[12 + random(bad.length - 12)] = random(256);
      expect(await outcomeOf(bad)).toMatch(/^(opened|file-|psd-)/);
    }
  }
});

test('a JPEG of 12 bits is refused', async () => {
  const bad = JPEG.slice();
  const frame = bad.findIndex((v, i) => v === 0xff && bad[i + 1] === 0xc0);
  bad[frame + 4] = 12;
  expect(await outcomeOf(bad)).toBe('file-unsupported');
});

test('the limits: 30,000 on a side and 100 megapixels', () => {
  expect(fitsLimit({ width: 30_000, height: 3_333 }, LARGEST_DOCUMENT)).toBe(true);
  expect(fitsLimit({ width: 30_000, height: 3_334 }, LARGEST_DOCUMENT)).toBe(false);
  expect(fitsLimit({ width: 30_001, height: 1 }, LARGEST_DOCUMENT)).toBe(false);
});

test('a picture 30,000 pixels wide opens', async () => {
  const rows = [0, 1, 2].map((y) => new Uint8Array(30_000).fill(y));
  const { document } = await openFile(
    png({ width: 30_000, height: 3, depth: 8, colorType: 0, rows }),
    'd',
    'wide.png',
    decodeWithJpegJs,
  );
  expect(document.size).toEqual({ width: 30_000, height: 3 });
});

test('one that is too large is refused before its pixels are looked at', async () => {
  const header = { depth: 8, colorType: 0, rows: [] } as const;
  expect(await outcomeOf(png({ ...header, width: 30_001, height: 1 }))).toBe('file-too-large');
  expect(await outcomeOf(png({ ...header, width: 20_000, height: 20_000 }))).toBe('file-too-large');
});
