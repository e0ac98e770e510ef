import { profileName } from '../../../src/pixels/icc/describe';
import { parseProfile } from '../../../src/pixels/icc/profile';
import type { EditorDocument } from '../../../src/editor/document/editor-document';
import { fault } from '../faults';
import {
  exifSegment,
  iccProfile,
  jpeg,
  P3_COLORANTS,
  profileSegment,
  SRGB_COLORANTS,
  tiff,
  withSegments,
  type TiffEntry,
} from '../../support/picture-files';
import { gradient } from '../../support/pictures';
import { ADOBE_CHRM, cHRM, coloredPng, gAMA, iCCP, imageOf, openDocument, u32 } from './colored';

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

function expectAdobe({ iccProfile: profile, notices }: EditorDocument): void {
  expect(notices).toEqual(ADOBE);
  colorantsOf(profile!).forEach((value, i) => expect(value).toBeCloseTo(ADOBE_COLORANTS[i]!, 3));
}

const D65 = [0.3127, 0.329];
const SRGB_CHRM = cHRM(...D65, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06);
const P3_CHRM = cHRM(...D65, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06);
const PROPHOTO_CHRM = cHRM(0.3457, 0.3585, 0.7347, 0.2653, 0.1596, 0.8404, 0.0366, 0.0001);

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
    expectAdobe(await openDocument(fault('06-adobe-rgb-untagged/exif-r03.jpg')));
  });

  test('is told by the primaries of a PNG, whose values stay', async () => {
    const document = await openDocument(fault('06-adobe-rgb-untagged/chrm-adobe.png'));
    expectAdobe(document);
    expect([
      ...imageOf(await openDocument(coloredPng(gAMA(45455), ADOBE_CHRM))).data.slice(0, 4),
    ]).toEqual([255, 255, 30, 255]);
  });

  test.each(['exif-r98-srgb.jpg', 'chrm-srgb.png'])('is not seen in %s', async (name) => {
    const document = await openDocument(fault(`06-adobe-rgb-untagged/${name}`));
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
    const document = await openDocument(withExif(exif));
    if (adobe) expectAdobe(document);
    else expect([document.notices, document.iccProfile]).toEqual([[], null]);
  });

  test('by EXIF in a PNG, unless the PNG says otherwise itself', async () => {
    expectAdobe(await openDocument(coloredPng(['eXIf', exifOf(65535, 'R03')])));
    const overruled = await openDocument(
      coloredPng(['sRGB', Uint8Array.of(0)], ['eXIf', exifOf(65535, 'R03')]),
    );
    expect([overruled.notices, overruled.iccProfile]).toEqual([[], null]);
  });

  test('yields to an embedded profile', async () => {
    const p3 = iccProfile(P3_COLORANTS, 2.2, 'Display P3');
    const { iccProfile: kept, notices } = await openDocument(
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
    const { notices, iccProfile: profile } = await openDocument(coloredPng(...chunks));
    expect(notices).toEqual([{ code: 'not-srgb', detail }]);
    expect(profileName(parseProfile(profile!)!)).toBe(detail);
    colorantsOf(profile!).forEach((value, i) =>
      expect(Math.abs(value - wanted[i]!)).toBeLessThan(2e-3),
    );
  });

  test('primaries without a name are named by their numbers', async () => {
    const odd = cHRM(0.31, 0.33, 0.625, 0.34, 0.28, 0.595, 0.155, 0.07);
    const { notices } = await openDocument(coloredPng(gAMA(45455), odd));
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
      [gAMA(45000), cHRM(0.31271, 0.32902, 0.63999, 0.33001, 0.30003, 0.59999, 0.15001, 0.06)],
    ],
    ['cICP: sRGB before gAMA', [['cICP', Uint8Array.of(1, 13, 0, 1)] as const, gAMA(100_000)]],
    ['primaries that are all zero', [gAMA(45455), cHRM(0, 0, 0, 0, 0, 0, 0, 0)]],
  ])('%s: no note', async (_, chunks) => {
    const { notices, iccProfile: profile } = await openDocument(coloredPng(...chunks));
    expect([notices, profile]).toEqual([[], null]);
  });

  test('chunks that make no sense say nothing of colours', async () => {
    const wrong = [
      ['gAMA', Uint8Array.of(1)],
      ['cHRM', u32(1, 2)],
      ['cICP', Uint8Array.of(9)],
    ] as const;
    for (const chunks of [[gAMA(0)], wrong]) {
      const { notices, iccProfile: profile } = await openDocument(coloredPng(...chunks));
      expect(notices.map(({ code }) => code)).toEqual(['parts-dropped']);
      expect(profile).toBeNull();
    }
  });

  test('an embedded profile comes before gAMA and cHRM, cICP before the profile', async () => {
    const p3 = iccProfile(P3_COLORANTS, 2.2, 'mine');
    expect((await openDocument(coloredPng(iCCP(p3), gAMA(55556), ADOBE_CHRM))).iccProfile).toEqual(
      p3,
    );
    const coded = await openDocument(coloredPng(iCCP(p3), ['cICP', Uint8Array.of(1, 13, 0, 1)]));
    expect([coded.notices, coded.iccProfile]).toEqual([[], null]);
  });

  test('light beyond white cannot be said in saved files, and that is said', async () => {
    const pq = await openDocument(coloredPng(['cICP', Uint8Array.of(9, 16, 0, 1)]));
    expect([pq.notices, pq.iccProfile]).toEqual([
      [{ code: 'space-not-kept', detail: 'Rec. 2020, PQ' }],
      null,
    ]);
  });
});
