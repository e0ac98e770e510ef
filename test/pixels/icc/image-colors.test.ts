import {
  greyColors,
  isImageColors,
  MAX_CARRIED_PROFILE,
  rgbColors,
} from '../../../src/pixels/icc/image-colors';
import { readCurve } from '../../../src/pixels/icc/curve';
import { parseProfile } from '../../../src/pixels/icc/profile';
import { greyProfile } from '../../support/picture-files';
import { DISPLAY_P3, padded } from '../../support/profiles';

const GREY = greyProfile(1.8, 'Grey 1.8, of a test');
const CUT = DISPLAY_P3.slice(0, DISPLAY_P3.length - 1);

describe('the profile of RGB values', () => {
  it('is a copy of its own memory, without what follows it', () => {
    const file = new Uint8Array(DISPLAY_P3.length + 900).fill(7);
    file.set(DISPLAY_P3, 300);
    const colors = rgbColors(file.subarray(300)) as Uint8Array;
    expect(colors).toEqual(new Uint8Array(DISPLAY_P3));
    expect(colors.buffer.byteLength).toBe(DISPLAY_P3.length);
    file.fill(0);
    expect(colors).toEqual(new Uint8Array(DISPLAY_P3));
  });

  it('is none where it is broken, of another space or huge', () => {
    expect(rgbColors(padded(DISPLAY_P3, MAX_CARRIED_PROFILE))).toHaveLength(MAX_CARRIED_PROFILE);
    const wrong = [null, GREY, CUT, new Uint8Array(9), padded(DISPLAY_P3, MAX_CARRIED_PROFILE + 1)];
    for (const profile of wrong) expect(rgbColors(profile)).toBeNull();
  });

  it('out of storage is checked in the same way', () => {
    const right = [null, 'srgb', DISPLAY_P3, padded(DISPLAY_P3, MAX_CARRIED_PROFILE)];
    for (const value of right) expect(isImageColors(value)).toBe(true);
    const huge = padded(DISPLAY_P3, MAX_CARRIED_PROFILE + 1);
    for (const value of [undefined, 'adobe', 5, [...DISPLAY_P3], GREY, CUT, huge]) {
      expect(isImageColors(value)).toBe(false);
    }
  });
});

describe('the profile of grey values that stand for red, green and blue', () => {
  it('has the curve of the grey one', () => {
    const { space, tags } = parseProfile(greyColors(GREY) as Uint8Array)!;
    expect(space).toBe('RGB ');
    for (const name of ['rTRC', 'gTRC', 'bTRC']) {
      const curve = readCurve(tags.get(name))!;
      for (const value of [0.1, 0.5, 0.9]) expect(curve(value)).toBeCloseTo(value ** 1.8, 3);
    }
  });

  it('is none without one', () => {
    for (const profile of [null, DISPLAY_P3, GREY.slice(0, 100)]) {
      expect(greyColors(profile)).toBeNull();
    }
  });
});
