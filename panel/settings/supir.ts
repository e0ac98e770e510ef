import type { WeightChoice } from '../../src/restore/request';
import type { ColorFix, SamplerName } from '../../src/restore/supir-settings';
import type { PresetName } from '../../src/restore/supir/presets';

export const ENGINES = ['auto', 'supir', 'fast'] as const;
/** auto: SUPIR where its files are there and the device can hold it, otherwise the embedded model. */
export type EngineSetting = (typeof ENGINES)[number];

export const TILE_CHOICES = ['auto', 'off', 'size'] as const;
export type TileChoice = (typeof TILE_CHOICES)[number];

/**
 * What the user has chosen for SUPIR (docs/supir.md, section 13). Where null is
 * allowed it means "as the files, the preset or the fidelity dial say".
 */
export interface SupirChoices {
  readonly engine: EngineSetting;
  /** The user has read that SUPIR is for non-commercial use. */
  readonly licenceAccepted: boolean;
  /** Shows the input for the sizes of unpublished networks. */
  readonly developer: boolean;

  readonly presetStyle: PresetName | null;
  readonly lightning: boolean | null;
  readonly prompt: string;
  readonly negativePrompt: string | null;
  readonly qualityPrompt: string | null;
  /** 0…1; the right end is closer to the original (`fidelityValues`). */
  readonly fidelity: number;

  readonly sampler: SamplerName | null;
  readonly steps: number | null;
  readonly cfgStart: number | null;
  readonly cfgEnd: number | null;
  readonly controlStart: number | null;
  readonly controlEnd: number | null;
  readonly restoreCfg: number | null;
  readonly churn: number | null;
  readonly noiseScale: number | null;
  readonly eta: number | null;
  readonly colorFix: ColorFix | null;

  /** null: a new one for every run. */
  readonly seed: number | null;
  /** Pixels of the working picture's shorter side. */
  readonly minSize: number;
  readonly weights: WeightChoice;
  readonly vaeTiles: TileChoice;
  /** Pixels of the working picture, as the four tile sizes below. */
  readonly vaeEncoderTile: number;
  readonly vaeDecoderTile: number;
  readonly samplerTiles: TileChoice;
  readonly samplerTile: number;
  readonly samplerStride: number;
}

export const SUPIR_DEFAULTS: SupirChoices = {
  engine: 'auto',
  licenceAccepted: false,
  developer: false,
  presetStyle: null,
  lightning: null,
  prompt: '',
  negativePrompt: null,
  qualityPrompt: null,
  fidelity: 0.5,
  sampler: null,
  steps: null,
  cfgStart: null,
  cfgEnd: null,
  controlStart: null,
  controlEnd: null,
  restoreCfg: null,
  churn: null,
  noiseScale: null,
  eta: null,
  colorFix: null,
  seed: null,
  minSize: 1024,
  weights: 'auto',
  vaeTiles: 'auto',
  vaeEncoderTile: 512,
  vaeDecoderTile: 512,
  samplerTiles: 'auto',
  samplerTile: 1024,
  samplerStride: 512,
};

/** Inclusive limits; the union of what the official demo and the Comfy nodes allow, within reason. */
export const SUPIR_LIMITS = {
  fidelity: { min: 0, max: 1, step: 0.05 },
  steps: { min: 1, max: 200, step: 1 },
  cfgStart: { min: 1, max: 15, step: 0.1 },
  cfgEnd: { min: 1, max: 15, step: 0.1 },
  controlStart: { min: 0, max: 2, step: 0.01 },
  controlEnd: { min: 0, max: 2, step: 0.01 },
  restoreCfg: { min: -1, max: 20, step: 0.1 },
  churn: { min: 0, max: 40, step: 0.5 },
  noiseScale: { min: 1, max: 1.1, step: 0.001 },
  eta: { min: 0, max: 10, step: 0.01 },
  seed: { min: 0, max: 0xffffffff, step: 1 },
  // A square above this is more than a plan takes (`planSupir`).
  minSize: { min: 64, max: 2048, step: 64 },
  vaeEncoderTile: { min: 64, max: 8192, step: 64 },
  vaeDecoderTile: { min: 64, max: 8192, step: 64 },
  samplerTile: { min: 64, max: 4096, step: 64 },
  samplerStride: { min: 32, max: 2048, step: 32 },
} as const;

/** Longest prompt that is kept, in UTF-16 code units; far more than the text towers read. */
export const MAX_PROMPT_LENGTH = 4000;
