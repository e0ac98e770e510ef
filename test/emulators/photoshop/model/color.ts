import { held, newSamples, WHITE, type PixelDepth, type Raster } from './raster';

export type SpaceName = 'RGB' | 'Grayscale' | 'Lab';

/** What the numbers of a picture mean. 32-bit pictures hold linear light in the same primaries. */
export interface ColorSpace {
  readonly name: SpaceName;
  readonly profile: string;
}

type Triple = [number, number, number];

interface Primaries {
  /** Rows of the matrix from linear light to XYZ of D50. */
  readonly matrix: readonly [Triple, Triple, Triple];
  /** null: the curve of sRGB. */
  readonly gamma: number | null;
}

const SRGB: Primaries = {
  matrix: [
    [0.4360747, 0.3850649, 0.1430804],
    [0.2225045, 0.7168786, 0.0606169],
    [0.0139322, 0.0971045, 0.7141733],
  ],
  gamma: null,
};
const ADOBE: Primaries = {
  matrix: [
    [0.6097559, 0.2052401, 0.149224],
    [0.3111242, 0.625656, 0.0632197],
    [0.0194811, 0.0608902, 0.7448387],
  ],
  gamma: 563 / 256,
};
const P3: Primaries = {
  matrix: [
    [0.51512, 0.291977, 0.1571036],
    [0.241182, 0.6922454, 0.0665724],
    [-0.0010505, 0.0418902, 0.784071],
  ],
  gamma: null,
};

const RGB_PROFILES: Readonly<Record<string, Primaries>> = {
  'sRGB IEC61966-2.1': SRGB,
  'Adobe RGB (1998)': ADOBE,
  'Display P3': P3,
};
/** Exponents; null: the curve of sRGB. */
const GRAY_PROFILES: Readonly<Record<string, number | null>> = {
  'Gray Gamma 2.2': 2.2,
  'Gray Gamma 1.8': 1.8,
  sGray: null,
};
export const LAB_PROFILE = 'Lab D50';
const D50: Triple = [0.9642, 1, 0.8249];

/** The profile that pictures of a space have when nobody says which. */
export const WORKING: Readonly<Record<SpaceName, string>> = {
  RGB: 'sRGB IEC61966-2.1',
  Grayscale: 'Gray Gamma 2.2',
  Lab: LAB_PROFILE,
};

export function isKnownProfile(space: SpaceName, profile: string): boolean {
  if (space === 'Lab') return profile === LAB_PROFILE;
  return profile in (space === 'RGB' ? RGB_PROFILES : GRAY_PROFILES);
}

function decodeCurve(value: number, gamma: number | null): number {
  if (value < 0) return -decodeCurve(-value, gamma);
  if (gamma !== null) return value ** gamma;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function encodeCurve(value: number, gamma: number | null): number {
  if (value < 0) return -encodeCurve(-value, gamma);
  if (gamma !== null) return value ** (1 / gamma);
  return value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
}

function times([a, b, c]: readonly [Triple, Triple, Triple], [x, y, z]: Triple): Triple {
  const row = (r: Triple): number => r[0] * x + r[1] * y + r[2] * z;
  return [row(a), row(b), row(c)];
}

function inverse([[a, b, c], [d, e, f], [g, h, i]]: readonly [Triple, Triple, Triple]): [
  Triple,
  Triple,
  Triple,
] {
  const [ca, cd, cg] = [e * i - f * h, c * h - b * i, b * f - c * e];
  const det = a * ca + d * cd + g * cg;
  return [
    [ca / det, cd / det, cg / det],
    [(f * g - d * i) / det, (a * i - c * g) / det, (c * d - a * f) / det],
    [(d * h - e * g) / det, (b * g - a * h) / det, (a * e - b * d) / det],
  ];
}

type Convert = (values: Triple) => Triple;

/** From values of 0…1 to XYZ. */
function toXyz({ name, profile }: ColorSpace, linear: boolean): Convert {
  if (name === 'RGB') {
    const { matrix, gamma } = RGB_PROFILES[profile] ?? SRGB;
    return ([r, g, b]) =>
      times(matrix, linear ? [r, g, b] : ([r, g, b].map((v) => decodeCurve(v, gamma)) as Triple));
  }
  if (name === 'Grayscale') {
    const gamma = GRAY_PROFILES[profile] ?? null;
    return ([v]) => {
      const y = linear ? v : decodeCurve(v, gamma);
      return [D50[0] * y, y, D50[2] * y];
    };
  }
  return ([l, a, b]) => {
    const fy = (l * 100 + 16) / 116;
    const f = [fy + (a * 255 - 128) / 500, fy, fy - (b * 255 - 128) / 200];
    return f.map((t, i) => (D50[i] ?? 1) * (t > 6 / 29 ? t ** 3 : (t - 4 / 29) / 7.787)) as Triple;
  };
}

function fromXyz({ name, profile }: ColorSpace, linear: boolean): Convert {
  if (name === 'RGB') {
    const { matrix, gamma } = RGB_PROFILES[profile] ?? SRGB;
    const back = inverse(matrix);
    return (xyz) => {
      const light = times(back, xyz);
      return linear ? light : (light.map((v) => encodeCurve(v, gamma)) as Triple);
    };
  }
  if (name === 'Grayscale') {
    const gamma = GRAY_PROFILES[profile] ?? null;
    return ([, y]) => {
      const v = linear ? y : encodeCurve(y, gamma);
      return [v, v, v];
    };
  }
  return (xyz) => {
    const [fx = 0, fy = 0, fz = 0] = xyz.map((v, i) => {
      const t = v / (D50[i] ?? 1);
      return t > (6 / 29) ** 3 ? Math.cbrt(t) : t * 7.787 + 4 / 29;
    });
    return [(116 * fy - 16) / 100, (500 * (fx - fy) + 128) / 255, (200 * (fy - fz) + 128) / 255];
  };
}

export function colorCount(space: SpaceName): 1 | 3 {
  return space === 'Grayscale' ? 1 : 3;
}

/** The same picture in another space and depth. Only alpha is kept as it is. */
export function convertColors(
  raster: Raster,
  from: ColorSpace,
  to: ColorSpace,
  depth: PixelDepth,
): Raster {
  const colors = colorCount(to.name);
  const pixels = raster.rect.width * raster.rect.height;
  const data = newSamples(pixels * (colors + 1), depth);
  const decode = toXyz(from, raster.depth === 32);
  const encode = fromXyz(to, depth === 32);
  const [white, target] = [WHITE[raster.depth], WHITE[depth]];
  const n = raster.colors + 1;
  let seen: Triple = [NaN, NaN, NaN];
  let values: Triple = [0, 0, 0];
  for (let i = 0; i < pixels; i++) {
    const at = i * n;
    const first = raster.data[at] ?? 0;
    const source: Triple =
      raster.colors === 1
        ? [first, first, first]
        : [first, raster.data[at + 1] ?? 0, raster.data[at + 2] ?? 0];
    const same = source[0] === seen[0] && source[1] === seen[1] && source[2] === seen[2];
    if (!same) values = encode(decode([source[0] / white, source[1] / white, source[2] / white]));
    seen = source;
    const out = i * (colors + 1);
    for (let c = 0; c < colors; c++) data[out + c] = held((values[c] ?? 0) * target, depth);
    data[out + colors] = held(((raster.data[at + raster.colors] ?? 0) / white) * target, depth);
  }
  return { rect: raster.rect, depth, colors, data };
}
