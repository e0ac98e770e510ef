import type { BlendMode } from '../../../../src/core/blend-mode';
import { blendModeOf } from '../../../../src/psd/blend-modes';

const KEYS = [
  ...['pass', 'norm', 'diss', 'dark', 'mul ', 'idiv', 'lbrn', 'dkCl', 'lite', 'scrn', 'div '],
  ...['lddg', 'lgCl', 'over', 'sLit', 'hLit', 'vLit', 'lLit', 'pLit', 'hMix', 'diff', 'smud'],
  ...['fsub', 'fdiv', 'hue ', 'sat ', 'colr', 'lum '],
];

const MODES = KEYS.flatMap((key) => blendModeOf(key) ?? []);

/** Four characters of the file format. */
export function blendKey(mode: BlendMode): string {
  return KEYS.find((key) => blendModeOf(key) === mode) ?? 'norm';
}

/** Names that scripts have for themselves. */
const OWN_NAMES: Readonly<Partial<Record<BlendMode, string>>> = {
  subtract: 'blendSubtraction',
  divide: 'blendDivide',
};

/** `colorDodge` in scripts, `color-dodge` in files; null: there is none. */
export function blendOfScript(name: string): BlendMode | null {
  return MODES.find((mode) => scriptBlend(mode) === name) ?? null;
}

export function scriptBlend(mode: BlendMode): string {
  return OWN_NAMES[mode] ?? mode.replace(/-([a-z])/g, (_, c: string) => c.toUpperCase());
}

/** `constants.BlendMode`: `COLORDODGE: 'colorDodge'`. */
export const BLEND_CONSTANTS: Readonly<Record<string, string>> = Object.fromEntries(
  MODES.map((mode) => [mode.replaceAll('-', '').toUpperCase(), scriptBlend(mode)]),
);
