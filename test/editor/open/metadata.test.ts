import { deflateSync } from 'node:zlib';
import { openFile } from '../../../src/editor/open/open-file';
import { fault } from '../faults';
import { exifSegment, jpeg, tiff, withSegments, type TiffEntry } from '../../support/picture-files';
import { gradient } from '../../support/pictures';
import { riff, webpChunk } from '../webp';
import { integersFrom } from '../../support/random';
import type { Chunk } from './colored';
import { picture, ppi, read, TAG } from './said';

const NONE = { description: null, author: null, copyright: null };
const photo = jpeg(gradient(16, 8));
const withExif = (entries: readonly TiffEntry[], little = true): Uint8Array =>
  withSegments(photo, exifSegment(tiff(entries, little)));
const text = (tag: number, value: string | Uint8Array, type: 2 | 7 | 129 = 2): TiffEntry => ({
  tag,
  type,
  value,
});
const latin1 = (value: string): Uint8Array => new Uint8Array(Buffer.from(value, 'latin1'));

describe('the fixtures', () => {
  test.each(['phys-300ppi.png', 'jfif-300ppi.jpg', 'exif-300ppi-description.jpg'])(
    '300 pixels per inch in %s',
    async (name) => {
      const { resolution, notices } = await read(fault(`08-resolution-and-description/${name}`));
      expect(Math.abs(resolution!.x - 300)).toBeLessThan(0.1);
      expect(Math.abs(resolution!.y - 300)).toBeLessThan(0.1);
      expect(notices).toEqual([]);
    },
  );

  test('description and copyright', async () => {
    const file = fault('08-resolution-and-description/exif-300ppi-description.jpg');
    expect((await read(file)).texts).toEqual({
      description: 'A test picture',
      author: null,
      copyright: 'Copyright notice of the test',
    });
  });
});

describe('texts', () => {
  test.each([true, false])('in EXIF, little-endian %s', async (little) => {
    const { texts } = await read(
      withExif(
        [
          text(TAG.description, 'A description that is longer than four bytes\0'),
          text(TAG.author, 'Me\0'),
          text(TAG.copyright, '©\0'),
        ],
        little,
      ),
    );
    expect(texts).toEqual({
      description: 'A description that is longer than four bytes',
      author: 'Me',
      copyright: '©',
    });
  });

  test.each([
    ['UTF-8', Buffer.from('Мост 桥 🌉\0'), 'Мост 桥 🌉'],
    ['Latin 1', latin1('caf\xe9\0'), 'café'],
    ['no end', latin1('no end'), 'no end'],
    ['what follows its end', latin1('end\0garbage'), 'end'],
    ['spaces alone', latin1('                \0'), null],
    ['control characters', latin1('a\x01b\r\nc\0'), 'ab\nc'],
    ['far too much', latin1(`${'x'.repeat(20_000)}\0`), null],
  ])('of %s', async (_, value, wanted) => {
    expect((await read(withExif([text(TAG.description, value)]))).texts.description).toBe(wanted);
  });

  test('as EXIF 3.0 has them', async () => {
    const { texts } = await read(withExif([text(TAG.description, Buffer.from('桥\0'), 129)]));
    expect(texts.description).toBe('桥');
  });

  test('of two owners of the rights', async () => {
    const rights = async (value: string) =>
      (await read(withExif([text(TAG.copyright, value)]))).texts.copyright;
    expect(await rights('Photographer\0Editor\0')).toBe('Photographer; Editor');
    expect(await rights(' \0Editor\0')).toBe('Editor');
  });

  const zTXt: Chunk = [
    'zTXt',
    Buffer.concat([latin1('Description\0\0'), deflateSync(latin1('zipped'))]),
  ];
  const iTXt = (keyword: string, value: string, packed = false): Chunk => [
    'iTXt',
    Buffer.concat([
      latin1(`${keyword}\0${packed ? '\x01' : '\0'}\0en\0`),
      Buffer.from('Übersetzt\0'),
      packed ? deflateSync(Buffer.from(value)) : Buffer.from(value),
    ]),
  ];

  test.each([
    ['tEXt', [['tEXt', latin1('Description\0plain')] as const], { description: 'plain' }],
    ['zTXt', [zTXt], { description: 'zipped' }],
    ['iTXt', [iTXt('Copyright', '© 桥')], { copyright: '© 桥' }],
    ['packed iTXt', [iTXt('Author', '桥', true)], { author: '桥' }],
    ['a title', [['tEXt', latin1('Title\0name')] as const], { description: 'name' }],
    ['EXIF', [['eXIf', tiff([text(TAG.author, 'Me\0')])] as const], { author: 'Me' }],
  ])('of a PNG: %s', async (_, chunks, wanted) => {
    const { texts, notices } = await read(picture(...chunks));
    expect(texts).toEqual({ ...NONE, ...wanted });
    expect(notices).toEqual([]);
  });

  test('a text that inflates without end is given up', async () => {
    const bomb = Buffer.concat([latin1('Description\0\0'), deflateSync(Buffer.alloc(1 << 24, 97))]);
    const { texts, notices } = await read(picture(['zTXt', bomb]));
    expect(texts).toEqual(NONE);
    expect(notices).toEqual([{ code: 'metadata-left-out', detail: 'texts' }]);
  });
});

test('a text that is far too long is said', async () => {
  const { notices } = await read(withExif([text(TAG.description, 'x'.repeat(20_000))]));
  expect(notices).toEqual([{ code: 'metadata-left-out', detail: 'exif' }]);
});

test('a WebP tells resolution, texts and Adobe RGB by its EXIF', async () => {
  const block = tiff([
    text(TAG.description, 'A web picture\0'),
    ...ppi([300, 1], [300, 1], 2),
    { tag: TAG.exif, into: [{ tag: 0xa001, type: 3, value: [2] }] },
  ]);
  const extended = webpChunk('VP8X', Uint8Array.of(0x0c, 0, 0, 0, 9, 0, 0, 19, 0, 0));
  const lossless = webpChunk('VP8L', Uint8Array.of(0x2f, 9, 0xc0, 4, 0, 0));
  const file = riff([
    extended,
    lossless,
    webpChunk('EXIF', block),
    webpChunk('XMP ', latin1('<x/>')),
  ]);
  const image = gradient(10, 20);
  const decoder = () => Promise.resolve({ image, exactAlpha: true });
  const { document } = await openFile(file, 'd', 'p', decoder);
  expect(document.metadata).toEqual({
    resolution: { x: 300, y: 300 },
    texts: { ...NONE, description: 'A web picture' },
  });
  expect(document.iccProfile).not.toBeNull();
  expect(document.notices).toEqual([
    { code: 'not-srgb', detail: 'Compatible with Adobe RGB (1998)' },
    { code: 'metadata-left-out', detail: 'xmp' },
  ]);
});

describe('what is not carried on is said', () => {
  const leftOut = (detail: string) => [{ code: 'metadata-left-out', detail }];
  const position: TiffEntry = {
    tag: TAG.gps,
    into: [
      { tag: 0, type: 7, value: Uint8Array.of(2, 3, 0, 0) },
      { tag: 1, type: 2, value: 'N\0' },
    ],
  };
  const settings: TiffEntry = { tag: TAG.exif, into: [{ tag: 0x829a, type: 5, value: [1, 60] }] };

  test.each([
    ['the camera', [text(TAG.make, 'Maker\0')], 'exif'],
    ['its settings', [settings], 'exif'],
    ['the place', [position], 'position'],
    ['both', [text(TAG.make, 'Maker\0'), position], 'exif, position'],
  ])('%s', async (_, entries, detail) => {
    expect((await read(withExif(entries))).notices).toEqual(leftOut(detail));
  });

  test('not what says nothing about the picture', async () => {
    const version: TiffEntry = {
      tag: TAG.exif,
      into: [
        { tag: 0x9000, type: 7, value: '0232' },
        { tag: 0xa002, type: 4, value: [16] },
      ],
    };
    const empty: TiffEntry = {
      tag: TAG.gps,
      into: [{ tag: 0, type: 7, value: Uint8Array.of(2, 3, 0, 0) }],
    };
    expect((await read(withExif([version, empty]))).notices).toEqual([]);
  });

  test.each([
    ['XMP', [0xe1, latin1('http://ns.adobe.com/xap/1.0/\0<x/>')], 'xmp'],
    ['IPTC', [0xed, latin1('Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x02ab')], 'iptc'],
    ['a comment', [0xfe, latin1('hello')], 'texts'],
  ] as const)('%s of a JPEG', async (_, segment, detail) => {
    expect((await read(withSegments(photo, [...segment]))).notices).toEqual(leftOut(detail));
  });

  test.each([
    ['XMP', 'XML:com.adobe.xmp\0<x/>', 'xmp'],
    ['another text', 'parameters\0steps: 20', 'texts'],
    ['packed EXIF of ImageMagick', 'Raw profile type exif\0exif', 'exif'],
  ])('%s of a PNG', async (_, chunk, detail) => {
    expect((await read(picture(['tEXt', latin1(chunk)]))).notices).toEqual(leftOut(detail));
  });

  test('which program wrote a PNG, and when, is about the file only', async () => {
    const chunks = ['Software\0x', 'date:create\0now'].map((t): Chunk => ['tEXt', latin1(t)]);
    expect((await read(picture(...chunks))).notices).toEqual([]);
  });
});

test('EXIF of nonsense is as if it were not there', async () => {
  for (let seed = 1; seed <= 300; seed++) {
    const block = tiff(
      [text(TAG.description, 'x\0'), ...ppi([300, 1], [300, 1], 2)],
      seed % 2 === 0,
    );
    const random = integersFrom(seed);
    for (let i = 0; i < 6; i++) block[8 + random(block.length - 8)] = random(256);
    await expect(read(withSegments(photo, exifSegment(block)))).resolves.toBeDefined();
  }
});
