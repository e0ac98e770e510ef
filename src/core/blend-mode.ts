/** Blend modes of layers, as editors call them. Only groups pass through. */
export const BLEND_MODES = [
  'pass-through',
  'normal',
  'dissolve',
  'darken',
  'multiply',
  'color-burn',
  'linear-burn',
  'darker-color',
  'lighten',
  'screen',
  'color-dodge',
  'linear-dodge',
  'lighter-color',
  'overlay',
  'soft-light',
  'hard-light',
  'vivid-light',
  'linear-light',
  'pin-light',
  'hard-mix',
  'difference',
  'exclusion',
  'subtract',
  'divide',
  'hue',
  'saturation',
  'color',
  'luminosity',
] as const;

export type BlendMode = (typeof BLEND_MODES)[number];

/** Whether a value from outside is the name of a mode. */
export function isBlendMode(value: unknown): value is BlendMode {
  return BLEND_MODES.some((mode) => mode === value);
}
