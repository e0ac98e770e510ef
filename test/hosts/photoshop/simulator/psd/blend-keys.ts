import { blendModeOf, type BlendMode } from '../../../../../src/hosts/psd/blend-modes';

const KEYS = [
  ...['pass', 'norm', 'diss', 'dark', 'mul ', 'idiv', 'lbrn', 'dkCl', 'lite', 'scrn', 'div '],
  ...['lddg', 'lgCl', 'over', 'sLit', 'hLit', 'vLit', 'lLit', 'pLit', 'hMix', 'diff', 'smud'],
  ...['fsub', 'fdiv', 'hue ', 'sat ', 'colr', 'lum '],
];

/** Four characters of the file format. */
export function blendKey(mode: BlendMode): string {
  return KEYS.find((key) => blendModeOf(key) === mode) ?? 'norm';
}

/** `colorDodge` in scripts, `color-dodge` in files; null: there is none. */
export function blendOfScript(name: string): BlendMode | null {
  const dashed =
    name === 'passThrough' ? 'pass-through' : name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);
  return KEYS.map(blendModeOf).find((mode) => mode === dashed) ?? null;
}

export function scriptBlend(mode: BlendMode): string {
  return mode.replace(/-([a-z])/g, (_, c: string) => c.toUpperCase());
}
