import { colorants } from '../../../src/pixels/icc/chromaticities';
import { isSrgb, profileName } from '../../../src/pixels/icc/describe';
import { matrixProfile } from '../../../src/pixels/icc/matrix-profile';
import {
  ADOBE_RGB_GAMMA,
  ADOBE_RGB_PRIMARIES,
  P3_PRIMARIES,
  SRGB_PRIMARIES,
  SRGB_TRANSFER,
} from '../../../src/pixels/icc/named-spaces';
import { describesPicture, fittingProfile, parseProfile } from '../../../src/pixels/icc/profile';

const adobe = matrixProfile({
  ...ADOBE_RGB_PRIMARIES,
  name: 'Compatible with Adobe RGB (1998)',
  transfer: ADOBE_RGB_GAMMA,
})!;

/** Read anew, by the specification's numbers. */
function tagsOf(profile: Uint8Array): Record<string, DataView> {
  const view = new DataView(profile.buffer, profile.byteOffset, profile.byteLength);
  const text = (at: number): string => Buffer.from(profile.subarray(at, at + 4)).toString('latin1');
  return Object.fromEntries(
    Array.from({ length: view.getUint32(128) }, (_, i) => {
      const at = 132 + 12 * i;
      const [offset, length] = [view.getUint32(at + 4), view.getUint32(at + 8)];
      expect(offset % 4).toBe(0);
      expect(offset + length).toBeLessThanOrEqual(profile.length);
      return [text(at), new DataView(profile.buffer, profile.byteOffset + offset, length)];
    }),
  );
}

const xyz = (tag: DataView): number[] => [8, 12, 16].map((at) => tag.getInt32(at) / 65536);

describe('a profile made of primaries and a curve', () => {
  test('has the numbers that Adobe’s own profile of its space has', () => {
    const tags = tagsOf(adobe);
    const published = {
      rXYZ: [0.60974, 0.31111, 0.01947],
      gXYZ: [0.20528, 0.62567, 0.06087],
      bXYZ: [0.14919, 0.06322, 0.74457],
      wtpt: [0.95045, 1, 1.08905],
    };
    for (const [name, wanted] of Object.entries(published)) {
      xyz(tags[name]!).forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, 3));
    }
    for (const name of ['rTRC', 'gTRC', 'bTRC']) {
      expect(tags[name]!.getUint32(8)).toBe(1);
      expect(tags[name]!.getUint16(12)).toBe(563);
    }
  });

  test('has the header of a display profile for RGB, version 2.4', () => {
    const view = new DataView(adobe.buffer);
    expect(view.getUint32(0)).toBe(adobe.length);
    expect(view.getUint32(8)).toBe(0x02400000);
    expect(Buffer.from(adobe.subarray(12, 24)).toString('latin1')).toBe('mntrRGB XYZ ');
    expect(Buffer.from(adobe.subarray(36, 40)).toString('latin1')).toBe('acsp');
    expect([68, 72, 76].map((at) => view.getUint32(at))).toEqual([0xf6d6, 0x10000, 0xd32d]);
    const required = ['desc', 'cprt', 'wtpt', 'rXYZ', 'gXYZ', 'bXYZ', 'rTRC', 'gTRC', 'bTRC'];
    expect(Object.keys(tagsOf(adobe)).sort()).toEqual(required.sort());
    expect(profileName(parseProfile(adobe)!)).toBe('Compatible with Adobe RGB (1998)');
  });

  test('of sRGB is told as sRGB, of others not', () => {
    const made = (space: typeof SRGB_PRIMARIES): Uint8Array =>
      matrixProfile({ ...space, name: 'x', transfer: SRGB_TRANSFER })!;
    expect(isSrgb(parseProfile(made(SRGB_PRIMARIES))!)).toBe(true);
    expect(isSrgb(parseProfile(made(P3_PRIMARIES))!)).toBe(false);
    expect(isSrgb(parseProfile(adobe)!)).toBe(false);
  });

  test('adds up to the white of profiles', () => {
    for (const space of [ADOBE_RGB_PRIMARIES, P3_PRIMARIES]) {
      const sums = colorants(space)!.map(([r, g, b]) => r + g + b);
      [0.9642, 1, 0.8249].forEach((white, i) => expect(sums[i]).toBeCloseTo(white, 4));
    }
  });

  test.each([
    [
      'three times the same primary',
      { ...SRGB_PRIMARIES, green: [0.64, 0.33], blue: [0.64, 0.33] },
    ],
    ['white without luminance', { ...SRGB_PRIMARIES, white: [0.3, 0] }],
    ['only zeros', { red: [0, 0], green: [0, 0], blue: [0, 0], white: [0, 0] }],
    ['numbers beyond all colours', { ...SRGB_PRIMARIES, red: [40_000, 3], white: [0.3, 0.02] }],
  ] as const)('does not exist for %s', (_, space) => {
    expect(matrixProfile({ ...space, name: 'x', transfer: 2.2 })).toBeNull();
  });
});

describe('which pixels a profile describes', () => {
  const changed = (at: number, text: string): Uint8Array => {
    const copy = adobe.slice();
    copy.set(Buffer.from(text, 'latin1'), at);
    return copy;
  };

  test('is its colour space, and no device link', () => {
    expect(describesPicture(parseProfile(adobe)!, 'RGB ')).toBe(true);
    expect(describesPicture(parseProfile(adobe)!, 'GRAY')).toBe(false);
    for (const deviceClass of ['link', 'abst', 'nmcl', 'what']) {
      expect(fittingProfile(changed(12, deviceClass), 'RGB ')).toBeNull();
    }
    for (const space of ['CMYK', 'GRAY', 'Lab ', 'RGB\0']) {
      expect(fittingProfile(changed(16, space), 'RGB ')).toBeNull();
    }
  });

  test('is nothing where it is no whole profile', () => {
    expect(fittingProfile(changed(36, 'nope'), 'RGB ')).toBeNull();
    expect(fittingProfile(adobe.slice(0, -1), 'RGB ')).toBeNull();
    expect(fittingProfile(adobe.slice(0, 100), 'RGB ')).toBeNull();
    expect(fittingProfile(new Uint8Array(), 'RGB ')).toBeNull();
    expect(fittingProfile(null, 'RGB ')).toBeNull();
  });

  test('does not depend on what follows the profile', () => {
    const padded = Buffer.concat([adobe, Buffer.alloc(7)]);
    expect(fittingProfile(new Uint8Array(padded), 'RGB ')).toEqual(adobe);
  });
});
