import type { BlendMode } from '../../../core/blend-mode';

/** Blend modes by the names that scripts use (`constants.BlendMode`). */
const SCRIPT_NAMES: Readonly<Record<BlendMode, string>> = {
  'pass-through': 'passThrough',
  normal: 'normal',
  dissolve: 'dissolve',
  darken: 'darken',
  multiply: 'multiply',
  'color-burn': 'colorBurn',
  'linear-burn': 'linearBurn',
  'darker-color': 'darkerColor',
  lighten: 'lighten',
  screen: 'screen',
  'color-dodge': 'colorDodge',
  'linear-dodge': 'linearDodge',
  'lighter-color': 'lighterColor',
  overlay: 'overlay',
  'soft-light': 'softLight',
  'hard-light': 'hardLight',
  'vivid-light': 'vividLight',
  'linear-light': 'linearLight',
  'pin-light': 'pinLight',
  'hard-mix': 'hardMix',
  difference: 'difference',
  exclusion: 'exclusion',
  subtract: 'blendSubtraction',
  divide: 'blendDivide',
  hue: 'hue',
  saturation: 'saturation',
  color: 'color',
  luminosity: 'luminosity',
};

const MODES = new Map(
  Object.entries(SCRIPT_NAMES).map(([mode, name]) => [name, mode as BlendMode]),
);

export function scriptNameOf(mode: BlendMode): string {
  return SCRIPT_NAMES[mode];
}

/** The blend mode of a script's name; null for an unknown name. */
export function blendModeOfScript(name: string): BlendMode | null {
  return MODES.get(name) ?? null;
}
