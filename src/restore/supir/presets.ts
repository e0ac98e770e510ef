import type { SupirSettings } from '../supir-settings';

export const PRESET_NAMES = ['quality', 'fidelity'] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

/** Pace of the base model: many steps, or the few of a distilled one. */
export const PACES = ['full', 'lightning'] as const;
export type Pace = (typeof PACES)[number];

/** Settings of a preset; seed and tiles depend on the run and the device. */
export type Preset = Omit<SupirSettings, 'seed' | 'samplerTiles'>;

const COMMON = {
  controlStart: 1,
  controlEnd: 1,
  restoreCfg: -1,
  churn: 5,
  noiseScale: 1.003,
  eta: 1,
  colorFix: 'wavelet',
} as const;

const FULL = { ...COMMON, sampler: 'edm', steps: 50 } as const;
const LIGHTNING = { ...COMMON, sampler: 'dpmpp', steps: 8 } as const;

/** The official demo's settings (docs/supir.md, section 13). */
export const PRESETS: Readonly<Record<PresetName, Readonly<Record<Pace, Preset>>>> = {
  quality: {
    full: { ...FULL, cfgStart: 4, cfgEnd: 7.5 },
    lightning: { ...LIGHTNING, cfgStart: 2, cfgEnd: 2 },
  },
  fidelity: {
    full: { ...FULL, cfgStart: 1, cfgEnd: 4 },
    lightning: { ...LIGHTNING, cfgStart: 1.5, cfgEnd: 1.5 },
  },
};

/**
 * The official p_p, appended to the caption without a separator, and n_p, which is the whole
 * negative text (docs/supir.md, section 4).
 */
export const QUALITY_PROMPT =
  'Cinematic, High Contrast, highly detailed, taken using a Canon EOS R camera, hyper detailed photo - realistic maximum detail, 32k, Color Grading, ultra HD, extreme meticulous detailing, skin pore detailing, hyper sharpness, perfect without deformations.';
export const NEGATIVE_PROMPT =
  'painting, oil painting, illustration, drawing, art, sketch, oil painting, cartoon, CG Style, 3D render, unreal engine, blurring, dirty, messy, worst quality, low quality, frames, watermark, signature, jpeg artifacts, deformed, lowres, over-smooth';
