import { readFileSync } from 'node:fs';
import { FileError } from '../../../src/core/errors';
import { openFile } from '../../../src/editor/open/open-file';
import { readJpegInfo } from '../../../src/editor/open/jpeg-info';
import { noise } from '../../psd/samples';
import {
  decodeWithJpegJs,
  exif,
  iccProfile,
  jpeg,
  P3_COLORANTS,
  withSegments,
} from '../../support/picture-files';
import { gradient } from '../../support/pictures';

const FOLDER = 'test/fixtures/faults/11-jpeg-stray-bytes/';
const fault = (name: string): Uint8Array => new Uint8Array(readFileSync(FOLDER + name));
const stray = fault('stray-bytes.jpg');
const clean = fault('without-stray-bytes.jpg');
const file = jpeg(gradient(48, 32));

const APP1 = 0xe1;
const APP2 = 0xe2;
const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const tagged = (tag: string, body: Uint8Array): Uint8Array =>
  new Uint8Array(Buffer.concat([latin1(tag), body]));

/** The picture's parts: the first segment, the others up to the first scan's data, and those. */
const FIRST_END = 2 + 2 + ((clean[4]! << 8) | clean[5]!);
const put = (...bytes: number[]): Uint8Array =>
  Uint8Array.from([...clean.subarray(0, FIRST_END), ...bytes, ...clean.subarray(FIRST_END)]);
const scanAt = (bytes: Uint8Array): number =>
  bytes.findIndex((v, i) => v === 0xff && bytes[i + 1] === 0xda);

describe('bytes between segments', () => {
  it('are left out of what the decoder gets, and it is said', async () => {
    const info = readJpegInfo(stray, 'p');
    expect(info.plain).toEqual(readJpegInfo(clean, 'p').plain);
    expect(info).toMatchObject({ width: 48, height: 32, components: 3, dropped: ['stray-bytes'] });
    const { document } = await openFile(stray, 'd', 'p', decodeWithJpegJs);
    expect(document.notices).toEqual([{ code: 'parts-dropped', detail: 'stray-bytes' }]);
  });

  it.each([
    ['text', put(...latin1('hello world'))],
    ['zeros and the first byte of a marker', put(0, 0, 0xff)],
    ['stuffed bytes', put(0xff, 0, 0xff, 0)],
    ['marks without content', put(0xff, 0xd0, 0xff, 0x01)],
    ['a reserved mark', put(0xff, 0x02, 0, 5, 1, 2, 3)],
    ['an extension that nobody reads', put(0xff, 0xf5, 0, 5, 1, 2, 3)],
    ['a comment that is longer than it says', put(0xff, 0xfe, 0, 5, 1, 2, 3, 4, 5, 6, 7, 8)],
  ])('%s', (_, bytes) => {
    const comment = bytes[FIRST_END + 1] === 0xfe;
    const { plain, dropped } = readJpegInfo(bytes, 'p');
    const right = comment ? put(0xff, 0xfe, 0, 5, 1, 2, 3) : clean;
    expect(plain).toEqual(right);
    expect(dropped).toEqual(['stray-bytes']);
  });

  it('before each segment', () => {
    const parts: number[] = [0xff, 0xd8];
    for (let at = 2; ;) {
      const end = at + 2 + ((clean[at + 2]! << 8) | clean[at + 3]!);
      parts.push(0, 0, 0, ...clean.subarray(at, end));
      const last = clean[at + 1] === 0xda;
      at = end;
      if (!last) continue;
      parts.push(...clean.subarray(at));
      break;
    }
    expect(readJpegInfo(Uint8Array.from(parts), 'p').plain).toEqual(clean);
  });

  it('are not the fill bytes that a marker may have', () => {
    const info = readJpegInfo(put(0xff, 0xff, 0xff), 'p');
    expect(info.plain).toEqual(clean);
    expect(info.dropped).toEqual([]);
  });

  it.each([0, 1])('application data and comments that say %d as their length', (length) => {
    for (const marker of [0xe5, 0xfe, 0xe1, 0xe2]) {
      const info = readJpegInfo(put(0xff, marker, 0, length), 'p');
      expect([info.width, info.height]).toEqual([48, 32]);
    }
  });

  it.each([
    ['a second start mark, as a preview has one', put(0xff, 0xd8), 'file-damaged'],
    ['an end mark before the pixels', put(0xff, 0xd9), 'file-damaged'],
    ['tables without a length', put(0xff, 0xdb, 0, 0), 'file-damaged'],
    ['a segment longer than the file', put(0xff, 0xe5, 0xff, 0xff), 'file-truncated'],
    ['nothing but bytes', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 2, 1, 2, 3), 'file-truncated'],
    ['no end', clean.subarray(0, clean.length - 2), 'file-truncated'],
    ['no end and stray bytes', stray.subarray(0, stray.length - 2), 'file-truncated'],
  ])('%s: refused by name', async (_, bytes, code) => {
    const opening = openFile(bytes, 'd', 'p', decodeWithJpegJs);
    await expect(opening).rejects.toMatchObject({ name: 'FileError', code });
  });
});

describe('damaged profiles and camera data', () => {
  const profile = iccProfile(P3_COLORANTS, 2.2, 'Display P3');
  const half = profile.length >> 1;
  const part = (number: number, count: number, body: Uint8Array): [number, Uint8Array] => [
    APP2,
    tagged(`ICC_PROFILE\0${String.fromCharCode(number, count)}`, body),
  ];
  const [a, b] = [profile.subarray(0, half), profile.subarray(half)];

  it.each<[string, [number, Uint8Array][]]>([
    ['the first part is missing', [part(2, 2, b)]],
    ['the last part is missing', [part(1, 2, a)]],
    ['a part is there twice', [part(1, 2, a), part(1, 2, a), part(2, 2, b)]],
    ['the parts count differently', [part(1, 2, a), part(2, 3, b)]],
    ['a part has no number', [[APP2, latin1('ICC_PROFILE\0')]]],
    ['the parts count from 0', [part(0, 2, a), part(1, 2, b)]],
  ])('%s: no profile, and a note', async (_, segments) => {
    const { document } = await openFile(
      withSegments(file, ...segments),
      'd',
      'p',
      decodeWithJpegJs,
    );
    expect(document.iccProfile).toBeNull();
    expect(document.notices).toEqual([{ code: 'parts-dropped', detail: 'profile' }]);
  });

  it('camera data that are none', async () => {
    const bad = withSegments(file, [APP1, latin1('Exif\0\0garbage')]);
    const { document } = await openFile(bad, 'd', 'p', decodeWithJpegJs);
    expect(document.notices).toEqual([{ code: 'parts-dropped', detail: 'exif' }]);
  });

  it('the first usable camera data count', async () => {
    const bad = withSegments(
      file,
      [APP1, latin1('Exif\0\0garbage')],
      [APP1, tagged('Exif\0\0', exif(6))],
      [APP1, tagged('Exif\0\0', exif(1))],
    );
    const { document } = await openFile(bad, 'd', 'p', decodeWithJpegJs);
    expect(document.size).toEqual({ width: 32, height: 48 });
  });
});

test('whatever stands before the tables, the decoder gets the same or a named error is told', () => {
  const start = scanAt(clean);
  const tables = clean.subarray(FIRST_END, start);
  let opened = 0;
  for (let round = 0; round < 2000; round++) {
    const [length = 0] = noise(1, round * 2, 40);
    const garbage = noise(length, round * 2 + 1);
    if (round % 3 === 0) garbage.push(0xff);
    try {
      const { plain } = readJpegInfo(put(...garbage), 'p');
      expect(Buffer.from(plain).indexOf(tables.subarray(-20))).toBeGreaterThan(0);
      opened++;
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
    }
  }
  expect(opened).toBeGreaterThan(1500);
});
