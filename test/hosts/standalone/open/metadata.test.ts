import { deflateSync } from 'node:zlib';
import type { Metadata } from '../../../../src/hosts/standalone/document/metadata';
import { openFile } from '../../../../src/hosts/standalone/open/open';
import type { WorkspaceNotice } from '../../../../src/hosts/standalone/workspace';
import { fault } from '../faults';
import {
  decodeWithJpegJs,
  exifSegment,
  gradient,
  jpeg,
  png,
  tiff,
  withSegments,
  type TiffEntry,
} from '../pictures';
import { riff, webpChunk } from '../webp';

async function read(
  bytes: Uint8Array,
): Promise<Metadata & { readonly notices: readonly WorkspaceNotice[] }> {
  const { document } = await openFile(bytes, 'd', 'p', decodeWithJpegJs);
  return { ...document.metadata, notices: document.notices };
}

const NONE = { description: null, author: null, copyright: null };
const TAG = {
  ...{ description: 0x010e, make: 0x010f, orientation: 0x0112, x: 0x011a, y: 0x011b },
  ...{ unit: 0x0128, author: 0x013b, copyright: 0x8298, exif: 0x8769, gps: 0x8825 },
};
const photo = jpeg(gradient(16, 8));
const withExif = (entries: readonly TiffEntry[], little = true): Uint8Array =>
  withSegments(photo, exifSegment(tiff(entries, little)));
const text = (tag: number, value: string | Uint8Array, type: 2 | 7 | 129 = 2): TiffEntry => ({
  tag,
  type,
  value,
});
const ppi = (x: [number, number], y: [number, number], unit: number | null): TiffEntry[] => [
  { tag: TAG.x, type: 5, value: x },
  { tag: TAG.y, type: 5, value: y },
  ...(unit === null ? [] : [{ tag: TAG.unit, type: 3 as const, value: [unit] }]),
];
const jfif = (unit: number, x: number, y: number): [number, Uint8Array] => {
  const body = Buffer.from('JFIF\0\x01\x01\0\0\0\0\0\0\0', 'latin1');
  body[7] = unit;
  body.writeUInt16BE(x, 8);
  body.writeUInt16BE(y, 10);
  return [0xe0, body];
};
/** jpeg-js writes a JFIF segment of its own: take it out first. */
const bare = Buffer.concat([photo.subarray(0, 2), photo.subarray(20)]);

type Chunk = readonly [type: string, data: Uint8Array];
const picture = (...before: Chunk[]): Uint8Array =>
  png({ width: 2, height: 1, depth: 8, colorType: 0, rows: [Uint8Array.of(1, 2)], before });
const latin1 = (value: string): Uint8Array => new Uint8Array(Buffer.from(value, 'latin1'));
const phys = (x: number, y: number, unit: number): Chunk => {
  const body = Buffer.alloc(9);
  body.writeUInt32BE(x, 0);
  body.writeUInt32BE(y, 4);
  body[8] = unit;
  return ['pHYs', body];
};

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

describe('the resolution', () => {
  test.each([
    ['JFIF, per inch', [jfif(1, 240, 120)], { x: 240, y: 120 }],
    ['JFIF, per centimetre', [jfif(2, 118, 118)], { x: 299.72, y: 299.72 }],
    ['JFIF without a unit', [jfif(0, 300, 300)], null],
    ['JFIF, 1 per inch', [jfif(1, 1, 1)], null],
    ['JFIF of zeros', [jfif(1, 0, 0)], null],
    ['EXIF, per inch', [exifSegment(tiff(ppi([600, 2], [300, 1], 2)))], { x: 300, y: 300 }],
    [
      'EXIF, big-endian',
      [exifSegment(tiff(ppi([300, 1], [300, 1], 2), false))],
      { x: 300, y: 300 },
    ],
    ['EXIF, per centimetre', [exifSegment(tiff(ppi([100, 1], [50, 1], 3)))], { x: 254, y: 127 }],
    [
      'EXIF that names no unit',
      [exifSegment(tiff(ppi([300, 1], [300, 1], null)))],
      { x: 300, y: 300 },
    ],
    ['EXIF without a unit', [exifSegment(tiff(ppi([300, 1], [300, 1], 1)))], null],
    ['EXIF, divided by zero', [exifSegment(tiff(ppi([300, 0], [300, 0], 2)))], null],
    [
      'both, JFIF first',
      [jfif(1, 200, 200), exifSegment(tiff(ppi([300, 1], [300, 1], 2)))],
      { x: 200, y: 200 },
    ],
    [
      'both, JFIF the usual 72',
      [jfif(1, 72, 72), exifSegment(tiff(ppi([300, 1], [300, 1], 2)))],
      { x: 300, y: 300 },
    ],
    ['both 72', [jfif(1, 72, 72), exifSegment(tiff(ppi([72, 1], [72, 1], 2)))], { x: 72, y: 72 }],
    ['none', [], null],
  ] as const)('%s', async (_, segments, wanted) => {
    const { resolution } = await read(withSegments(bare, ...segments));
    if (wanted === null) expect(resolution).toBeNull();
    else {
      expect(resolution!.x).toBeCloseTo(wanted.x, 3);
      expect(resolution!.y).toBeCloseTo(wanted.y, 3);
    }
  });

  test.each([
    ['per metre', [phys(11811, 5906, 1)], { x: 300, y: 150 }],
    ['a shape without a size', [phys(2, 1, 0)], null],
    ['zero', [phys(0, 0, 1)], null],
    ['more than any picture has', [phys(0xffffffff, 0xffffffff, 1)], null],
    ['EXIF', [['eXIf', tiff(ppi([300, 1], [300, 1], 2))] as const], { x: 300, y: 300 }],
    [
      'pHYs before EXIF',
      [phys(11811, 11811, 1), ['eXIf', tiff(ppi([96, 1], [96, 1], 2))] as const],
      { x: 300, y: 300 },
    ],
  ] as const)('of a PNG: %s', async (_, chunks, wanted) => {
    const { resolution } = await read(picture(...chunks));
    if (wanted === null) expect(resolution).toBeNull();
    else {
      expect(Math.abs(resolution!.x - wanted.x)).toBeLessThan(0.1);
      expect(Math.abs(resolution!.y - wanted.y)).toBeLessThan(0.1);
    }
  });

  test('changes sides with a picture that is turned', async () => {
    const turned: TiffEntry = { tag: TAG.orientation, type: 3, value: [6] };
    const { resolution } = await read(
      withSegments(bare, exifSegment(tiff([turned, ...ppi([300, 1], [150, 1], 2)]))),
    );
    expect(resolution).toEqual({ x: 150, y: 300 });
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
    let state = seed;
    for (let i = 0; i < 6; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      block[8 + (state % (block.length - 8))] = state >>> 24;
    }
    await expect(read(withSegments(photo, exifSegment(block)))).resolves.toBeDefined();
  }
});
