import { isSrgb } from '../../../src/pixels/icc/describe';
import { parseProfile } from '../../../src/pixels/icc/profile';
import { fault } from '../faults';
import {
  greyJpeg,
  greyProfile,
  iccProfile,
  P3_COLORANTS,
  png,
  profileSegment,
  withSegments,
} from '../../support/picture-files';
import { ADOBE_CHRM, coloredPng, gAMA, iCCP, imageOf, openDocument } from './colored';

describe('a profile of another space', () => {
  test.each(['gray-with-gray-icc.png', 'gray-alpha-with-gray-icc.png'])(
    'that describes the grey of %s is applied',
    async (name) => {
      const bytes = fault(`07-profile-of-another-space/${name}`);
      const document = await openDocument(bytes);
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
    const { data } = imageOf(await openDocument(file));
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
    const document = await openDocument(file);
    expect([document.notices, document.iccProfile]).toEqual([[], null]);
    expect([...imageOf(document).data]).toEqual([69, 69, 69, 255, 178, 178, 178, 255]);
  });

  test.each([
    ['GRAY in an RGB PNG', coloredPng(iCCP(greyProfile(1.8, 'grey'))), 'grey, GRAY'],
    [
      'CMYK in an RGB JPEG',
      fault('07-profile-of-another-space/rgb-with-cmyk-icc.jpg'),
      'Test CMYK press, CMYK',
    ],
    ['a device link', coloredPng(iCCP(linkProfile())), 'link, device link'],
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
    const document = await openDocument(bytes);
    expect(document.iccProfile).toBeNull();
    expect(document.notices).toEqual([{ code: 'profile-left-out', detail }]);
  });

  test('leaves the word to what else the file says of its colours', async () => {
    const document = await openDocument(
      coloredPng(iCCP(greyProfile(1.8, 'grey')), gAMA(45455), ADOBE_CHRM),
    );
    expect(document.notices).toEqual([
      { code: 'profile-left-out', detail: 'grey, GRAY' },
      { code: 'not-srgb', detail: 'Compatible with Adobe RGB (1998)' },
    ]);
    expect(isSrgb(parseProfile(document.iccProfile!)!)).toBe(false);
  });

  test('a grey JPEG goes through its grey profile', async () => {
    expect([...imageOf(await openDocument(greyJpeg())).data.slice(0, 4)]).toEqual([
      69, 69, 69, 255,
    ]);
    const profile = profileSegment(greyProfile(1.8, 'grey'));
    const document = await openDocument(withSegments(greyJpeg(), profile));
    expect(document.notices).toEqual([{ code: 'converted-to-rgb', detail: 'grey' }]);
    expect([...imageOf(document).data.slice(0, 4)]).toEqual([87, 87, 87, 255]);
  });

  test('one that is no profile is left out, and said', async () => {
    for (const body of [new Uint8Array(300), iccProfile(P3_COLORANTS, 2.2, 'x').slice(0, 200)]) {
      const document = await openDocument(coloredPng(iCCP(body)));
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
