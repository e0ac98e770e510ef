/** Colours on 0…1. */
type Rgb = readonly [red: number, green: number, blue: number];

/** What a colour becomes under another one where both are opaque. */
export type Blend = (below: Rgb, above: Rgb) => Rgb;

/** One channel of both, 0…1. */
export type Channel = (below: number, above: number) => number;

const multiply: Channel = (b, a) => b * a;
const screen: Channel = (b, a) => b + a - b * a;
const hardLight: Channel = (b, a) => (a <= 0.5 ? multiply(b, 2 * a) : screen(b, 2 * a - 1));
const burn: Channel = (b, a) => (b >= 1 ? 1 : a <= 0 ? 0 : 1 - Math.min(1, (1 - b) / a));
const dodge: Channel = (b, a) => (b <= 0 ? 0 : a >= 1 ? 1 : Math.min(1, b / (1 - a)));
const vivid: Channel = (b, a) => (a <= 0.5 ? burn(b, 2 * a) : dodge(b, 2 * a - 1));

function softLight(b: number, a: number): number {
  if (a <= 0.5) return b - (1 - 2 * a) * b * (1 - b);
  const lifted = b <= 0.25 ? ((16 * b - 12) * b + 4) * b : Math.sqrt(b);
  return b + (2 * a - 1) * (lifted - b);
}

/** Modes that look at each channel by itself. */
export const CHANNELS: Readonly<Record<string, Channel>> = {
  darken: Math.min,
  multiply,
  'color burn': burn,
  'linear burn': (b, a) => Math.max(0, b + a - 1),
  lighten: Math.max,
  screen,
  'color dodge': dodge,
  'linear dodge': (b, a) => Math.min(1, b + a),
  overlay: (b, a) => hardLight(a, b),
  'soft light': softLight,
  'hard light': hardLight,
  'vivid light': vivid,
  'linear light': (b, a) => Math.min(1, Math.max(0, b + 2 * a - 1)),
  'pin light': (b, a) => (a <= 0.5 ? Math.min(b, 2 * a) : Math.max(b, 2 * a - 1)),
  'hard mix': (b, a) => (b + a >= 1 ? 1 : 0),
  difference: (b, a) => Math.abs(b - a),
  exclusion: (b, a) => b + a - 2 * b * a,
  subtract: (b, a) => Math.max(0, b - a),
  divide: (b, a) => (a <= 0 ? 1 : Math.min(1, b / a)),
};

const luminosity = ([r, g, b]: Rgb): number => 0.3 * r + 0.59 * g + 0.11 * b;
const saturation = (rgb: Rgb): number => Math.max(...rgb) - Math.min(...rgb);

function mapRgb([r, g, b]: Rgb, change: (value: number) => number): Rgb {
  return [change(r), change(g), change(b)];
}

function withLuminosity(rgb: Rgb, wanted: number): Rgb {
  const shift = wanted - luminosity(rgb);
  const moved = mapRgb(rgb, (value) => value + shift);
  const [low, high] = [Math.min(...moved), Math.max(...moved)];
  if (low < 0) return mapRgb(moved, (v) => wanted + ((v - wanted) * wanted) / (wanted - low));
  if (high <= 1) return moved;
  return mapRgb(moved, (v) => wanted + ((v - wanted) * (1 - wanted)) / (high - wanted));
}

function withSaturation(rgb: Rgb, wanted: number): Rgb {
  const low = Math.min(...rgb);
  const range = Math.max(...rgb) - low;
  return mapRgb(rgb, (value) => (range === 0 ? 0 : ((value - low) * wanted) / range));
}

const COLORS: Readonly<Record<string, Blend>> = {
  'darker color': (b, a) => (luminosity(a) < luminosity(b) ? a : b),
  'lighter color': (b, a) => (luminosity(a) > luminosity(b) ? a : b),
  hue: (b, a) => withLuminosity(withSaturation(a, saturation(b)), luminosity(b)),
  saturation: (b, a) => withLuminosity(withSaturation(b, saturation(a)), luminosity(b)),
  color: (b, a) => withLuminosity(a, luminosity(b)),
  luminosity: (b, a) => withLuminosity(b, luminosity(a)),
};

function eachChannel(channel: Channel): Blend {
  return ([br, bg, bb], [ar, ag, ab]) => [channel(br, ar), channel(bg, ag), channel(bb, ab)];
}

/**
 * null: the colour above, as "normal" has it. The formulas are those of the W3C's "Compositing and Blending" and of
 * Adobe's PDF; only "multiply" was measured in the real editor. "dissolve" is drawn as "normal".
 */
export function blendOf(mode: string): Blend | null {
  const channel = CHANNELS[mode];
  return channel ? eachChannel(channel) : (COLORS[mode] ?? null);
}
