import { deflateSync } from 'node:zlib';
import type { Image } from '../../../../src/core/image';
import { isSrgb, profileName } from '../../../../src/hosts/icc/describe';
import { parseProfile } from '../../../../src/hosts/icc/profile';
import type { StandaloneDocument } from '../../../../src/hosts/standalone/document/document';
import { openFile } from '../../../../src/hosts/standalone/open/open';
import { fault } from '../faults';
import {
  decodeWithJpegJs,
  exifSegment,
  gradient,
  greyJpeg,
  greyProfile,
  iccProfile,
  jpeg,
  P3_COLORANTS,
  png,
  profileSegment,
  SRGB_COLORANTS,
  tiff,
  withSegments,
  type TiffEntry,
} from '../pictures';

async function open(bytes: Uint8Array): Promise<StandaloneDocument> {
  return (await openFile(bytes, 'd', 'p', decodeWithJpegJs)).document;
}

function imageOf({ layers: [layer] }: StandaloneDocument): Image {
  if (layer?.children !== null) throw new Error('one layer expected');
  return layer.raster!.load();
}

/** Of a matrix profile, at full value: X, Y, Z of red, green, blue. */
function colorantsOf(profile: Uint8Array): number[] {
  const { tags } = parseProfile(profile)!;
  return ['rXYZ', 'gXYZ', 'bXYZ'].flatMap((name) =>
    [8, 12, 16].map((at) => tags.get(name)!.getInt32(at) / 65536),
  );
}

const ADOBE_COLORANTS = [
  0.60974, 0.31111, 0.01947, 0.20528, 0.62567, 0.06087, 0.14919, 0.06322, 0.74457,
];
const ADOBE = [{ code: 'not-srgb', detail: 'Compatible with Adobe RGB (1998)' }];

function expectAdobe({ iccProfile: profile, notices }: StandaloneDocument): void {
  expect(notices).toEqual(ADOBE);
  colorantsOf(profile!).forEach((value, i) => expect(value).toBeCloseTo(ADOBE_COLORANTS[i]!, 3));
}

const u32 = (...values: number[]): Uint8Array => {
  const out = Buffer.alloc(values.length * 4);
  values.forEach((value, i) => out.writeUInt32BE(value, i * 4));
  return new Uint8Array(out);
};
type Chunk = readonly [type: string, data: Uint8Array];
const gAMA = (value: number): Chunk => ['gAMA', u32(value)];
const chrm = (...xy: number[]): Chunk => ['cHRM', u32(...xy.map((v) => Math.round(v * 100_000)))];
const D65 = [0.3127, 0.329];
const SRGB_CHRM = chrm(...D65, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06);
const ADOBE_CHRM = chrm(...D65, 0.64, 0.33, 0.21, 0.71, 0.15, 0.06);
const P3_CHRM = chrm(...D65, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06);
const PROPHOTO_CHRM = chrm(0.3457, 0.3585, 0.7347, 0.2653, 0.1596, 0.8404, 0.0366, 0.0001);
const iCCP = (profile: Uint8Array): Chunk => [
  'iCCP',
  Buffer.concat([Buffer.from('x\0\0', 'latin1'), deflateSync(profile)]),
];
const colored = (...before: Chunk[]): Uint8Array =>
  png({
    width: 2,
    height: 1,
    depth: 8,
    colorType: 2,
    rows: [Uint8Array.of(255, 255, 30, 9, 8, 7)],
    before,
  });

const COLOR_SPACE = 0xa001;
const INTEROPERABILITY = 0xa005;
const exifOf = (space: number | null, index: string | null, little = true): Uint8Array => {
  const entries: TiffEntry[] = [];
  if (space !== null) entries.push({ tag: COLOR_SPACE, type: 3, value: [space] });
  if (index !== null)
    entries.push({ tag: INTEROPERABILITY, into: [{ tag: 1, type: 2, value: `${index}\0` }] });
  return tiff([{ tag: 0x8769, into: entries }], little);
};
const photo = jpeg(gradient(16, 8));
const withExif = (exif: Uint8Array): Uint8Array => withSegments(photo, exifSegment(exif));

describe('Adobe RGB without a profile', () => {
  test('is told by the interoperability index R03', async () => {
    expectAdobe(await open(fault('06-adobe-rgb-untagged/exif-r03.jpg')));
  });

  test('is told by the primaries of a PNG, whose values stay', async () => {
    const document = await open(fault('06-adobe-rgb-untagged/chrm-adobe.png'));
    expectAdobe(document);
    expect([...imageOf(await open(colored(gAMA(45455), ADOBE_CHRM))).data.slice(0, 4)]).toEqual([
      255, 255, 30, 255,
    ]);
  });

  test.each(['exif-r98-srgb.jpg', 'chrm-srgb.png'])('is not seen in %s', async (name) => {
    const document = await open(fault(`06-adobe-rgb-untagged/${name}`));
    expect([document.notices, document.iccProfile]).toEqual([[], null]);
  });

  test.each([
    ['65535 with R03, big-endian', exifOf(65535, 'R03', false), true],
    ['R03 alone', exifOf(null, 'R03'), true],
    ['2, as some cameras write', exifOf(2, null), true],
    ['65535 alone', exifOf(65535, null), false],
    ['65535 with R98', exifOf(65535, 'R98'), false],
    ['sRGB, whatever the index', exifOf(1, 'R03'), false],
    ['65535 with THM', exifOf(65535, 'THM'), false],
  ])('by EXIF: %s', async (_, exif, adobe) => {
    const document = await open(withExif(exif));
    if (adobe) expectAdobe(document);
    else expect([document.notices, document.iccProfile]).toEqual([[], null]);
  });

  test('by EXIF in a PNG, unless the PNG says otherwise itself', async () => {
    expectAdobe(await open(colored(['eXIf', exifOf(65535, 'R03')])));
    const overruled = await open(
      colored(['sRGB', Uint8Array.of(0)], ['eXIf', exifOf(65535, 'R03')]),
    );
    expect([overruled.notices, overruled.iccProfile]).toEqual([[], null]);
  });

  test('yields to an embedded profile', async () => {
    const p3 = iccProfile(P3_COLORANTS, 2.2, 'Display P3');
    const { iccProfile: kept, notices } = await open(
      withSegments(withExif(exifOf(65535, 'R03')), profileSegment(p3)),
    );
    expect(kept).toEqual(p3);
    expect(notices).toEqual([{ code: 'not-srgb', detail: 'Display P3' }]);
  });
});

describe('what a PNG says of its colours', () => {
  test.each([
    ['P3 primaries', [gAMA(45455), P3_CHRM], 'Display P3, gamma 2.2', P3_COLORANTS],
    ['P3 primaries without gAMA', [P3_CHRM], 'Display P3', P3_COLORANTS],
    ['a gamma of 1.8', [gAMA(55556)], 'sRGB, gamma 1.8', SRGB_COLORANTS],
    ['light itself', [gAMA(100_000), SRGB_CHRM], 'sRGB, gamma 1', SRGB_COLORANTS],
    [
      'ProPhoto RGB',
      [gAMA(55556), PROPHOTO_CHRM],
      'ProPhoto RGB, gamma 1.8',
      [0.79767, 0.28804, 0, 0.13519, 0.71188, 0, 0.03134, 0.00008, 0.8251],
    ],
    [
      'cICP: Display P3',
      [['cICP', Uint8Array.of(12, 13, 0, 1)] as const],
      'Display P3, sRGB curve',
      P3_COLORANTS,
    ],
    [
      'cICP before sRGB',
      [['cICP', Uint8Array.of(12, 13, 0, 1)] as const, ['sRGB', Uint8Array.of(0)] as const],
      'Display P3, sRGB curve',
      P3_COLORANTS,
    ],
  ])('%s: noted, and a profile that says the same', async (_, chunks, detail, wanted) => {
    const { notices, iccProfile: profile } = await open(colored(...chunks));
    expect(notices).toEqual([{ code: 'not-srgb', detail }]);
    expect(profileName(parseProfile(profile!)!)).toBe(detail);
    colorantsOf(profile!).forEach((value, i) =>
      expect(Math.abs(value - wanted[i]!)).toBeLessThan(2e-3),
    );
  });

  test('primaries without a name are named by their numbers', async () => {
    const odd = chrm(0.31, 0.33, 0.625, 0.34, 0.28, 0.595, 0.155, 0.07);
    const { notices } = await open(colored(gAMA(45455), odd));
    expect(notices).toEqual([
      {
        code: 'not-srgb',
        detail:
          'primaries (0.625, 0.34) (0.28, 0.595) (0.155, 0.07), white (0.31, 0.33), gamma 2.2',
      },
    ]);
  });

  test.each([
    ['sRGB before gAMA and cHRM', [['sRGB', Uint8Array.of(0)] as const, gAMA(45455), ADOBE_CHRM]],
    ['the usual gamma', [gAMA(45455)]],
    [
      'sRGB primaries, rounded another way',
      [gAMA(45000), chrm(0.31271, 0.32902, 0.63999, 0.33001, 0.30003, 0.59999, 0.15001, 0.06)],
    ],
    ['cICP: sRGB before gAMA', [['cICP', Uint8Array.of(1, 13, 0, 1)] as const, gAMA(100_000)]],
    ['a gamma of zero', [gAMA(0)]],
    ['primaries that are all zero', [gAMA(45455), chrm(0, 0, 0, 0, 0, 0, 0, 0)]],
    [
      'chunks of a wrong length',
      [
        ['gAMA', Uint8Array.of(1)] as const,
        ['cHRM', u32(1, 2)] as const,
        ['cICP', Uint8Array.of(9)] as const,
      ],
    ],
  ])('%s: no note', async (_, chunks) => {
    const { notices, iccProfile: profile } = await open(colored(...chunks));
    expect([notices, profile]).toEqual([[], null]);
  });

  test('an embedded profile comes before gAMA and cHRM, cICP before the profile', async () => {
    const p3 = iccProfile(P3_COLORANTS, 2.2, 'mine');
    expect((await open(colored(iCCP(p3), gAMA(55556), ADOBE_CHRM))).iccProfile).toEqual(p3);
    const coded = await open(colored(iCCP(p3), ['cICP', Uint8Array.of(1, 13, 0, 1)]));
    expect([coded.notices, coded.iccProfile]).toEqual([[], null]);
  });

  test('light beyond white cannot be said in saved files, and that is said', async () => {
    const pq = await open(colored(['cICP', Uint8Array.of(9, 16, 0, 1)]));
    expect([pq.notices, pq.iccProfile]).toEqual([
      [{ code: 'space-not-kept', detail: 'Rec. 2020, PQ' }],
      null,
    ]);
  });
});

describe('a profile of another space', () => {
  test.each(['gray-with-gray-icc.png', 'gray-alpha-with-gray-icc.png'])(
    'that describes the grey of %s is applied',
    async (name) => {
      const bytes = fault(`07-profile-of-another-space/${name}`);
      const document = await open(bytes);
      expect(document.iccProfile).toBeNull();
      expect(document.notices).toEqual([
        { code: 'converted-to-rgb', detail: 'Test Gray Gamma 1.8' },
      ]);
      const { data } = imageOf(document);
      const shown = new Set(data.filter((_, i) => i % 4 === 0));
      // 69, 178 and 241 are in the picture.
      for (const value of [87, 191, 244]) expect(shown).toContain(value);
      const wanted = (v: number): number =>
        Math.round(255 * (1.055 * ((v / 255) ** 1.8) ** (1 / 2.4) - 0.055));
      expect([69, 178, 241].map(wanted)).toEqual([87, 191, 244]);
    },
  );

  test('is applied in 16 bit, and leaves alpha alone', async () => {
    const rows = [Uint8Array.of(0x45, 0x45, 0x12, 0x34)];
    const file = png({
      width: 1,
      height: 1,
      depth: 16,
      colorType: 4,
      rows,
      before: [iCCP(greyProfile(1.8, 'grey'))],
    });
    const { data } = imageOf(await open(file));
    const value = Math.round(
      65535 * (1.055 * ((0x4545 / 65535) ** (461 / 256)) ** (1 / 2.4) - 0.055),
    );
    expect([...data]).toEqual([value, value, value, 0x1234]);
  });

  test('of grey with the curve of sRGB changes nothing, and needs no word', async () => {
    const table = Array.from({ length: 1024 }, (_, i) => {
      const x = i / 1023;
      return Math.round(65535 * (x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4));
    });
    const file = png({
      width: 2,
      height: 1,
      depth: 8,
      colorType: 0,
      rows: [Uint8Array.of(69, 178)],
      before: [iCCP(greyProfile(table, 'sGray'))],
    });
    const document = await open(file);
    expect([document.notices, document.iccProfile]).toEqual([[], null]);
    expect([...imageOf(document).data]).toEqual([69, 69, 69, 255, 178, 178, 178, 255]);
  });

  test.each([
    ['GRAY in an RGB PNG', colored(iCCP(greyProfile(1.8, 'grey'))), 'grey, GRAY'],
    [
      'CMYK in an RGB JPEG',
      fault('07-profile-of-another-space/rgb-with-cmyk-icc.jpg'),
      'Test CMYK press, CMYK',
    ],
    ['a device link', colored(iCCP(linkProfile())), 'link, device link'],
    [
      'CMYK for grey',
      png({
        width: 1,
        height: 1,
        depth: 8,
        colorType: 0,
        rows: [Uint8Array.of(4)],
        before: [iCCP(spaceProfile('CMYK'))],
      }),
      'Display P3, CMYK',
    ],
  ])('%s is left out, and said', async (_, bytes, detail) => {
    const document = await open(bytes);
    expect(document.iccProfile).toBeNull();
    expect(document.notices).toEqual([{ code: 'profile-left-out', detail }]);
  });

  test('leaves the word to what else the file says of its colours', async () => {
    const document = await open(colored(iCCP(greyProfile(1.8, 'grey')), gAMA(45455), ADOBE_CHRM));
    expect(document.notices).toEqual([
      { code: 'profile-left-out', detail: 'grey, GRAY' },
      ...ADOBE,
    ]);
    expect(isSrgb(parseProfile(document.iccProfile!)!)).toBe(false);
  });

  test('a grey JPEG goes through its grey profile', async () => {
    expect([...imageOf(await open(greyJpeg())).data.slice(0, 4)]).toEqual([69, 69, 69, 255]);
    const profile = profileSegment(greyProfile(1.8, 'grey'));
    const document = await open(withSegments(greyJpeg(), profile));
    expect(document.notices).toEqual([{ code: 'converted-to-rgb', detail: 'grey' }]);
    expect([...imageOf(document).data.slice(0, 4)]).toEqual([87, 87, 87, 255]);
  });

  test('one that is no profile is left out, and said', async () => {
    for (const body of [new Uint8Array(300), iccProfile(P3_COLORANTS, 2.2, 'x').slice(0, 200)]) {
      const document = await open(colored(iCCP(body)));
      expect([document.notices, document.iccProfile]).toEqual([
        [{ code: 'profile-unreadable', detail: '' }],
        null,
      ]);
    }
  });
});

function spaceProfile(space: string): Uint8Array {
  const profile = iccProfile(P3_COLORANTS, 2.2, 'Display P3');
  profile.set(Buffer.from(space), 16);
  return profile;
}

function linkProfile(): Uint8Array {
  const profile = iccProfile(P3_COLORANTS, 2.2, 'link');
  profile.set(Buffer.from('link'), 12);
  return profile;
}
