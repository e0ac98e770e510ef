import { exifSegment, jpeg, tiff, withSegments, type TiffEntry } from '../../support/picture-files';
import { gradient } from '../../support/pictures';
import type { Chunk } from './colored';
import { picture, ppi, read, TAG } from './said';

const photo = jpeg(gradient(16, 8));
const jfif = (unit: number, x: number, y: number): [number, Uint8Array] => {
  const body = Buffer.from('JFIF\0\x01\x01\0\0\0\0\0\0\0', 'latin1');
  body[7] = unit;
  body.writeUInt16BE(x, 8);
  body.writeUInt16BE(y, 10);
  return [0xe0, body];
};
/** jpeg-js writes a JFIF segment of its own: take it out first. */
const bare = Buffer.concat([photo.subarray(0, 2), photo.subarray(20)]);

const phys = (x: number, y: number, unit: number): Chunk => {
  const body = Buffer.alloc(9);
  body.writeUInt32BE(x, 0);
  body.writeUInt32BE(y, 4);
  body[8] = unit;
  return ['pHYs', body];
};

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
