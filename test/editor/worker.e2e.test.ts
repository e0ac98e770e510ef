import { readFile } from 'node:fs/promises';
import { decode as decodePng } from 'fast-png';
import { decode } from 'jpeg-js';
import { openTestPage, type TestPage } from '../../scripts/lib/browser/test-page';
import type { OpenedPicture, StandalonePage } from './page/entry';
import {
  exif,
  iccProfile,
  jpeg,
  P3_COLORANTS,
  png,
  rgbaPng,
  withSegments,
} from '../support/picture-files';
import { gradient, noiseImage } from '../support/pictures';
import { riff, webpChunk, webpChunks } from './webp';

jest.setTimeout(180_000);

let tab: TestPage<StandalonePage>;
beforeAll(async () => {
  tab = await openTestPage<StandalonePage>('test/editor/page/entry.ts');
});
afterAll(() => tab.close());

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const tagged = (tag: string, body: Uint8Array): Uint8Array =>
  new Uint8Array(Buffer.concat([Buffer.from(tag, 'latin1'), body]));
const file = jpeg(gradient(48, 32));

function worst(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((most, v, i) => Math.max(most, Math.abs(v - b[i]!)), 0);
}

test('a JPEG, as another decoder reads it', async () => {
  const read = await tab.call('openFile', { bytes: base64(file), part: null });
  expect([read.width, read.height]).toEqual([48, 32]);
  const other = decode(file, { useTArray: true, formatAsRGBA: true });
  expect(worst(read.data, other.data)).toBeLessThanOrEqual(4);
});

test('a profile is not applied by the browser, an orientation once', async () => {
  const plain = await tab.call('openFile', { bytes: base64(file), part: null });
  const wide = withSegments(
    file,
    [0xe1, tagged('Exif\0\0', exif(6))],
    [0xe2, tagged('ICC_PROFILE\0\x01\x01', iccProfile(P3_COLORANTS, 2.2, 'Display P3'))],
  );
  const read = await tab.call('openFile', { bytes: base64(wide), part: null });
  expect([read.width, read.height]).toEqual([32, 48]);
  expect(read.data.slice(0, 4)).toEqual(plain.data.slice(31 * 48 * 4, 31 * 48 * 4 + 4));
  expect(read.notices).toEqual([
    { code: 'not-srgb', detail: 'Display P3' },
    { code: 'oriented', detail: '' },
  ]);
});

test('a JPEG wider than a canvas may be', async () => {
  const picture = gradient(20_000, 8);
  const part = [19_990, 0, 10, 8];
  const read = await tab.call('openFile', { bytes: base64(jpeg(picture)), part });
  expect([read.width, read.height]).toEqual([20_000, 8]);
  expect(Math.abs(read.data[36]! - 254)).toBeLessThanOrEqual(4);
});

test('a WebP with soft alpha keeps its colours', async () => {
  const { type, written, read } = await tab.call('webpRoundTrip');
  expect(type).toBe('image/webp');
  expect([read.width, read.height]).toEqual([64, 32]);
  expect(read.notices).toEqual([]);
  expect(worst(read.data, written)).toBe(0);
});

test('PNG with all values', async () => {
  const image = noiseImage(30, 20, 4, 255);
  const read = await tab.call('openFile', { bytes: base64(rgbaPng(image)), part: null });
  expect(worst(read.data, image.data)).toBe(0);
});

const FAULTS = 'test/fixtures/faults/';
const openFault = async (path: string): Promise<OpenedPicture> =>
  tab.call('openFile', { bytes: base64(await readFile(FAULTS + path)), part: null });

test.each([
  ['turned-3', ['oriented']],
  ['turned-6', ['oriented']],
  ['profile', ['not-srgb']],
  ['half-transparent', []],
])('interlaced PNG below 8 bits: %s', async (name, notices) => {
  const read = await openFault(`09-png-interlaced-low-depth/${name}.png`);
  const right = decodePng(
    await readFile(`${FAULTS}09-png-interlaced-low-depth/expected-${name}.png`),
  );
  expect([read.width, read.height]).toEqual([right.width, right.height]);
  expect(worst(read.data, right.data)).toBe(0);
  expect(read.notices.map(({ code }) => code)).toEqual(notices);
});

test.each(['text-bad-crc', 'iccp-not-zlib', 'text-long-key', 'trns-on-rgba'])(
  'a PNG with one bad chunk: %s',
  async (name) => {
    const right = await openFault('10-png-extra-chunk/expected.png');
    const read = await openFault(`10-png-extra-chunk/${name}.png`);
    expect(worst(read.data, right.data)).toBe(0);
    expect(read.notices.map(({ code }) => code)).toEqual(['parts-dropped']);
  },
);

test('a JPEG with bytes between its segments', async () => {
  const read = await openFault('11-jpeg-stray-bytes/stray-bytes.jpg');
  const right = await openFault('11-jpeg-stray-bytes/without-stray-bytes.jpg');
  expect(read.data).toEqual(right.data);
  const pixel = (x: number, y: number): number[] =>
    read.data.slice((y * 48 + x) * 4, (y * 48 + x) * 4 + 3);
  expect(worst(pixel(0, 0), [3, 0, 22])).toBeLessThanOrEqual(2);
  expect(worst(pixel(24, 16), [137, 139, 151])).toBeLessThanOrEqual(2);
  expect(worst(pixel(47, 31), [255, 254, 31])).toBeLessThanOrEqual(2);
  expect(read.notices).toEqual([{ code: 'parts-dropped', detail: 'stray-bytes' }]);
});

test('a PSD whose layer ends before it starts', async () => {
  const read = await openFault('12-psd-negative-extent/fill-minus-one.psd');
  const right = decodePng(await readFile(`${FAULTS}12-psd-negative-extent/expected.png`));
  const opaque = Array.from({ length: read.width * read.height }, (_, i) => [
    ...right.data.subarray(i * right.channels, i * right.channels + 3),
    255,
  ]);
  expect(worst(read.data, opaque.flat())).toBe(0);
});

test.each([0.8, 1])('a WebP of quality %d with damaged and unknown chunks', async (quality) => {
  const good = await tab.call('webpFile', quality);
  const right = await tab.call('openFile', { bytes: good, part: null });
  const chunks = webpChunks(Buffer.from(good, 'base64')).map((chunk) => webpChunk(...chunk));
  const odd = webpChunk('abCD', Uint8Array.of(1, 2, 3));
  const garbage = webpChunk('EXIF', Uint8Array.from(Buffer.from('garbage')));
  const bad = riff([odd, chunks[0]!, odd.subarray(0, 11), ...chunks.slice(1), garbage]);
  const read = await tab.call('openFile', { bytes: base64(bad), part: null });
  expect(read.data).toEqual(right.data);
  expect(read.notices).toContainEqual({ code: 'parts-dropped', detail: 'stray-bytes, exif' });
});

test.each([
  ['nothing', new Uint8Array(), 'file-empty'],
  ['text', new TextEncoder().encode('hello world hello world'), 'file-type-unknown'],
  ['half a JPEG', file.slice(0, file.length >> 1), 'file-truncated'],
  [
    'a picture too large',
    png({ width: 30_000, height: 30_000, depth: 8, colorType: 0, rows: [] }),
    'file-too-large',
  ],
])('%s ends in a named error across the worker', async (_, bytes, code) => {
  expect(await tab.call('errorOf', base64(bytes))).toEqual({ name: 'FileError', code });
});

test('JPEG scan data that no decoder can read is a named error or a picture', async () => {
  const bad = file.slice();
  for (let i = 700; i < bad.length - 2; i++) bad[i] = 0x55;
  const error = await tab.call('errorOf', base64(bad));
  expect(error === null || error.code === 'file-damaged').toBe(true);
});
