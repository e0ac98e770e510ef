import type { BlendMode } from '../../core/blend-mode';

/** One channel of backdrop and source, 0…1, to the blended value, 0…1. */
export type ChannelBlend = (backdrop: number, source: number) => number;

/** Modes that take each channel by itself; formulas as in ISO 32000-2 §11.3.5 and Photoshop's. */
export const SEPARABLE: Readonly<Partial<Record<BlendMode, ChannelBlend>>> = {
  multiply: (b, s) => b * s,
  screen: (b, s) => b + s - b * s,
  overlay: (b, s) => hardLight(s, b),
  darken: Math.min,
  lighten: Math.max,
  'color-dodge': dodge,
  'color-burn': burn,
  'linear-burn': (b, s) => Math.max(0, b + s - 1),
  'linear-dodge': (b, s) => Math.min(1, b + s),
  'hard-light': hardLight,
  'soft-light': softLight,
  'vivid-light': (b, s) => (s <= 0.5 ? burn(b, 2 * s) : dodge(b, 2 * s - 1)),
  'linear-light': (b, s) => Math.min(1, Math.max(0, b + 2 * s - 1)),
  'pin-light': (b, s) => (s <= 0.5 ? Math.min(b, 2 * s) : Math.max(b, 2 * s - 1)),
  'hard-mix': (b, s) => (b + s >= 1 ? 1 : 0),
  difference: (b, s) => Math.abs(b - s),
  exclusion: (b, s) => b + s - 2 * b * s,
  subtract: (b, s) => Math.max(0, b - s),
  divide: (b, s) => (s <= 0 ? (b <= 0 ? 0 : 1) : Math.min(1, b / s)),
};

function hardLight(b: number, s: number): number {
  return s <= 0.5 ? 2 * b * s : 1 - 2 * (1 - b) * (1 - s);
}

function dodge(b: number, s: number): number {
  if (b <= 0) return 0;
  return s >= 1 ? 1 : Math.min(1, b / (1 - s));
}

function burn(b: number, s: number): number {
  if (b >= 1) return 1;
  return s <= 0 ? 0 : 1 - Math.min(1, (1 - b) / s);
}

/** Photoshop's formula: a square root where PDF's has a polynomial for dark backdrops. */
function softLight(b: number, s: number): number {
  return s <= 0.5 ? 2 * b * s + b * b * (1 - 2 * s) : 2 * b * (1 - s) + Math.sqrt(b) * (2 * s - 1);
}
