import { FileError } from '../../../src/core/errors';
import { readWebpInfo } from '../../../src/editor/open/webp-info';
import { noise } from '../../psd/samples';
import { exif } from '../../support/picture-files';
import { riff, webpChunk } from '../webp';

const extended = webpChunk('VP8X', Uint8Array.of(0x3c, 0, 0, 0, 9, 0, 0, 19, 0, 0));
const lossless = webpChunk('VP8L', Uint8Array.of(0x2f, 9, 0xc0, 4, 0x10, 0, 7));
const alpha = webpChunk('ALPH', Uint8Array.of(1, 2, 3));
const unknown = webpChunk('abCD', Uint8Array.of(1, 2, 3));
const text = (value: string): Uint8Array => new Uint8Array(Buffer.from(value, 'latin1'));
const unpadded = (chunk: Uint8Array): Uint8Array => chunk.subarray(0, -1);
/** What the decoder is to get: the picture's own chunks, the flags of those that are left out cleared. */
const bare = webpChunk('VP8X', Uint8Array.of(0x10, 0, 0, 0, 9, 0, 0, 19, 0, 0));
const plain = riff([bare, lossless]);

test.each<[string, Uint8Array, string[]]>([
  ['chunks that nobody knows', riff([unknown, extended, unknown, lossless, unknown]), []],
  ['an odd chunk without padding', riff([extended, unpadded(unknown), lossless]), ['stray-bytes']],
  [
    'a profile without padding',
    riff([extended, unpadded(webpChunk('ICCP', text('abc'))), lossless]),
    ['stray-bytes'],
  ],
  ['XMP that ends behind the file', cut(riff([extended, lossless, xmp(50)]), 20), ['XMP ']],
  ['a chunk as long as the world', riff([extended, lossless, endless('EXIF')]), ['EXIF']],
  ['a length that ends inside the picture', riff([extended, lossless], -3), ['stray-bytes']],
  ['bytes behind the end', Uint8Array.from([...riff([extended, lossless]), 1, 2]), ['trailing']],
  [
    'camera data that are none',
    riff([extended, lossless, webpChunk('EXIF', text('no'))]),
    ['exif'],
  ],
  ['the picture twice', riff([extended, lossless, extended, lossless]), []],
])('%s', (_, bytes, dropped) => {
  const info = readWebpInfo(bytes, 'w');
  expect(info).toMatchObject({ width: 10, height: 20, hasAlpha: true, animated: false, dropped });
  expect(info.plain).toEqual(plain);
});

test('transparency comes before the picture, wherever it lies', () => {
  const lossy = webpChunk('VP8 ', Uint8Array.of(0, 0, 0, 0x9d, 1, 0x2a, 10, 0, 20, 0));
  const wanted = riff([bare, alpha, lossy]);
  for (const order of [
    [alpha, lossy],
    [lossy, alpha],
  ]) {
    expect(readWebpInfo(riff([extended, ...order]), 'w').plain).toEqual(wanted);
  }
});

test('the first usable camera data count', () => {
  const bad = webpChunk('EXIF', text('garbage'));
  const good = webpChunk('EXIF', Uint8Array.from([...text('Exif\0\0'), ...exif(6)]));
  expect(readWebpInfo(riff([extended, lossless, bad, good]), 'w').exif.orientation).toBe(6);
});

test.each([
  ['a picture that ends behind the file', cut(riff([extended, lossless]), 3), 'file-truncated'],
  ['no picture', riff([unknown]), 'file-damaged'],
  ['a short header', riff([webpChunk('VP8X', Uint8Array.of(1))]), 'file-damaged'],
])('%s is refused by name', (_, bytes, code) => {
  expect(() => readWebpInfo(bytes, 'w')).toThrow(FileError);
  expect(() => readWebpInfo(bytes, 'w')).toThrow(expect.objectContaining({ code }) as Error);
});

test('damage of any kind is a picture or a named error', () => {
  const bytes = riff([extended, unknown, alpha, lossless, webpChunk('EXIF', exif(3))]);
  for (let round = 0; round < 3000; round++) {
    const bad = bytes.slice(0, round % 5 === 0 ? noise(1, round, bytes.length)[0] : undefined);
    for (const at of noise(3, round + 1, bad.length)) bad[at] = noise(1, round + at)[0]!;
    try {
      readWebpInfo(bad, 'w');
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
    }
  }
});

/** The last bytes taken away, the file's own length put right. */
function cut(bytes: Uint8Array, count: number): Uint8Array {
  const out = bytes.slice(0, -count);
  new DataView(out.buffer).setUint32(4, out.length - 8, true);
  return out;
}

function xmp(length: number): Uint8Array {
  return webpChunk('XMP ', new Uint8Array(length));
}

function endless(type: string): Uint8Array {
  const chunk = webpChunk(type, new Uint8Array(6));
  chunk.set([255, 255, 0, 0], 4);
  return chunk;
}
