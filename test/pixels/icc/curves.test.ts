import { readCurve } from '../../../src/pixels/icc/curve';
import { greyToSrgb } from '../../../src/pixels/icc/grey';
import type { IccProfile } from '../../../src/pixels/icc/profile';

function curv(...values: number[]): DataView {
  const view = new DataView(new ArrayBuffer(12 + 2 * values.length));
  Buffer.from(view.buffer).write('curv', 0, 'latin1');
  view.setUint32(8, values.length);
  values.forEach((value, i) => view.setUint16(12 + 2 * i, value));
  return view;
}

function para(kind: number, ...numbers: number[]): DataView {
  const view = new DataView(new ArrayBuffer(12 + 4 * numbers.length));
  Buffer.from(view.buffer).write('para', 0, 'latin1');
  view.setUint16(8, kind);
  numbers.forEach((value, i) => view.setInt32(12 + 4 * i, Math.round(value * 65536)));
  return view;
}

test.each([
  ['no point', curv(), 0.3, 0.3],
  ['a gamma of 1.8', curv(461), 0.5, 0.5 ** (461 / 256)],
  ['two points', curv(0, 65535), 0.25, 0.25],
  ['three points, between them', curv(0, 10_000, 65535), 0.25, 5000 / 65535],
  ['para 0', para(0, 2.2), 0.5, 0.5 ** 2.2],
  ['para 1, above', para(1, 2, 1.2, -0.2), 0.5, 0.16],
  ['para 1, below', para(1, 2, 1.2, -0.2), 0.1, 0],
  ['para 2, below', para(2, 2, 1.2, -0.2, 0.05), 0.1, 0.05],
  ['para 3, sRGB', para(3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045), 0.5, 0.21404],
  ['para 3, near black', para(3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045), 0.02, 0.00155],
  ['para 4', para(4, 2, 1, 0, 0.5, 0.1, 0.01, 0.02), 0.5, 0.26],
  ['para 4, below', para(4, 2, 1, 0, 0.5, 0.1, 0.01, 0.02), 0.05, 0.045],
] as const)('a curve of %s', (_, tag, x, y) => {
  expect(readCurve(tag)!(x)).toBeCloseTo(y, 4);
});

test('what is no curve is none', () => {
  const cut = curv(1, 2, 3);
  expect(readCurve(new DataView(cut.buffer, 0, 14))).toBeNull();
  expect(readCurve(para(7, 1))).toBeNull();
  expect(readCurve(para(3, 1))).toBeNull();
  expect(readCurve(new DataView(new ArrayBuffer(20)))).toBeNull();
  expect(readCurve(undefined)).toBeNull();
});

describe('grey through its profile', () => {
  const grey = (curve: DataView | null, connection = 'XYZ ', space = 'GRAY'): IccProfile => ({
    bytes: new Uint8Array(),
    deviceClass: 'mntr',
    space,
    connection,
    tags: new Map(curve === null ? [] : [['kTRC', curve]]),
  });
  const through = (profile: IccProfile, value: number): number =>
    Math.round(greyToSrgb(profile)!(value / 255) * 255);

  test('of gamma 1.8', () => {
    const profile = grey(curv(461));
    expect([69, 178, 241].map((value) => through(profile, value))).toEqual([87, 191, 244]);
    expect([0, 255].map((value) => through(profile, value))).toEqual([0, 255]);
  });

  test('whose curve gives lightness', () => {
    // L* 50 is a luminance of 0.1842.
    expect(through(grey(curv(0, 65535), 'Lab '), 127.5)).toBe(119);
    expect(through(grey(curv(0, 65535), 'Lab '), 0)).toBe(0);
  });

  test('is left alone where there is no curve', () => {
    expect(greyToSrgb(grey(null))).toBeNull();
    expect(greyToSrgb(grey(curv(461), 'XYZ ', 'RGB '))).toBeNull();
  });
});
