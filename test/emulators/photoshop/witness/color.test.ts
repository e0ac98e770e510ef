import { rect } from '../../../../src/core/geometry';
import { convertColors, type ColorSpace } from '../model/color';
import type { PixelDepth, Raster } from '../model/raster';

const SRGB: ColorSpace = { name: 'RGB', profile: 'sRGB IEC61966-2.1' };
const ADOBE: ColorSpace = { name: 'RGB', profile: 'Adobe RGB (1998)' };
const LAB: ColorSpace = { name: 'Lab', profile: 'Lab D50' };
const GRAY: ColorSpace = { name: 'Grayscale', profile: 'Gray Gamma 2.2' };

const COLORS = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 255],
  [128, 128, 128],
  [12, 200, 77],
];

const PICTURE: Raster = {
  rect: rect(0, 0, COLORS.length, 1),
  depth: 8,
  colors: 3,
  data: Uint8Array.from(COLORS.flatMap((color) => [...color, 255])),
};

function pixels({ data, colors }: Raster): number[][] {
  return Array.from({ length: data.length / (colors + 1) }, (_, i) => [
    ...data.subarray(i * (colors + 1), i * (colors + 1) + colors),
  ]);
}

const convert = (to: ColorSpace, depth: PixelDepth): Raster =>
  convertColors(PICTURE, SRGB, to, depth);

test('Lab of the primaries, as published for sRGB adapted to D50', () => {
  const lab = pixels(convert(LAB, 32)).map(([l = 0, a = 0, b = 0]) => [
    l * 100,
    a * 255 - 128,
    b * 255 - 128,
  ]);
  const expected = [
    [54.29, 80.81, 69.89],
    [87.82, -79.27, 80.99],
    [29.57, 68.3, -112.03],
    [100, 0, 0],
  ];
  expected.forEach((color, i) =>
    color.forEach((value, c) => expect(Math.abs((lab[i]?.[c] ?? NaN) - value)).toBeLessThan(0.1)),
  );
});

test('a wider space holds all colours of sRGB', () => {
  const wide = convert(ADOBE, 16);
  const back = convertColors(wide, ADOBE, SRGB, 8);
  expect(pixels(back)).toEqual(COLORS);
  expect(pixels(convert(ADOBE, 8))[0]).toEqual([219, 0, 0]);
});

test('neutral colours stay neutral, and light is linear in 32 bit', () => {
  const gray = pixels(convert(GRAY, 8));
  expect(gray[3]).toEqual([255]);
  expect(gray[4]).toEqual([127]);
  const [, , , white, middle] = pixels(convert(SRGB, 32));
  expect(white?.[0]).toBeCloseTo(1, 5);
  expect(middle?.[1]).toBeCloseTo(0.21586, 4);
});
