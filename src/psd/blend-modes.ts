import type { BlendMode } from '../core/blend-mode';

/** Editors' names of the blend modes by the format's four-character keys. */
const NAMES = {
  pass: 'pass-through',
  norm: 'normal',
  diss: 'dissolve',
  dark: 'darken',
  'mul ': 'multiply',
  idiv: 'color-burn',
  lbrn: 'linear-burn',
  dkCl: 'darker-color',
  lite: 'lighten',
  scrn: 'screen',
  'div ': 'color-dodge',
  lddg: 'linear-dodge',
  lgCl: 'lighter-color',
  over: 'overlay',
  sLit: 'soft-light',
  hLit: 'hard-light',
  vLit: 'vivid-light',
  lLit: 'linear-light',
  pLit: 'pin-light',
  hMix: 'hard-mix',
  diff: 'difference',
  smud: 'exclusion',
  fsub: 'subtract',
  fdiv: 'divide',
  'hue ': 'hue',
  'sat ': 'saturation',
  colr: 'color',
  'lum ': 'luminosity',
} as const satisfies Readonly<Record<string, BlendMode>>;

export type BlendKey = keyof typeof NAMES;

const KEYS = Object.fromEntries(Object.entries(NAMES).map(([key, mode]) => [mode, key])) as Record<
  BlendMode,
  BlendKey
>;

export function blendKeyOf(mode: BlendMode): BlendKey {
  return KEYS[mode];
}

/** The mode of a four-character key; null for one that the format does not define. */
export function blendModeOf(key: string): BlendMode | null {
  return key in NAMES ? NAMES[key as BlendKey] : null;
}
