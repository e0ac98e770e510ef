import { WEIGHT_CHOICES, type WeightChoice } from '../../src/restore/request';
import { PRESET_NAMES, type PresetName } from '../../src/restore/supir/presets';
import { SAMPLERS, type SamplerName } from '../../src/restore/supir/settings';
import { number, oneOf, UsageError, wholeNumber } from './values';

/** What the command line says about SUPIR; null: as the panel has it. */
export interface SupirOptions {
  /** Paths. */
  readonly supir: string;
  readonly sdxl: string;
  readonly config: string | null;
  readonly preset: PresetName | null;
  readonly lightning: boolean | null;
  readonly prompt: string | null;
  readonly negative: string | null;
  /** 0…1, the dial's place. */
  readonly fidelity: number | null;
  readonly sampler: SamplerName | null;
  readonly steps: number | null;
  readonly seed: number | null;
  readonly weights: WeightChoice | null;
  readonly minSize: number | null;
}

/** Networks of other sizes were not trained at 1024 pixels, and a software adapter takes an hour for that. */
const SMALL_MIN_SIZE = 64;

export const SUPIR_USAGE = `
with --engine supir (its terms are accepted in your name: non-commercial use only)
  --supir FILE       SUPIR-v0Q or SUPIR-v0F, .safetensors
  --sdxl FILE        an SDXL checkpoint, .safetensors
  --config FILE      sizes of networks that are not the published ones
  --preset NAME      quality | fidelity (default: what the SUPIR file is)
  --lightning        a few quick steps (default: what the base model is)
  --prompt TEXT      what the picture shows
  --negative TEXT    what the result should not look like
  --fidelity N       0 (freer) to 1 (closer to the original), default 0.5
  --sampler NAME     edm | dpmpp
  --steps N          1 to 200
  --seed N           0 to 4294967295 (default: a new one)
  --weights TYPE     auto | f32 | f16 | q8 | q4
  --min-size N       smaller pictures are enlarged to this side, pixels (default 1024;
                     with --config ${SMALL_MIN_SIZE}, and a small ellipse on the sample)`;

const text = { type: 'string' } as const;

export const SUPIR_ARGUMENTS = {
  supir: text,
  sdxl: text,
  config: text,
  preset: text,
  lightning: { type: 'boolean' },
  prompt: text,
  negative: text,
  fidelity: text,
  sampler: text,
  steps: text,
  seed: text,
  weights: text,
  'min-size': text,
} as const;

type Values = {
  readonly [K in keyof typeof SUPIR_ARGUMENTS]?:
    ((typeof SUPIR_ARGUMENTS)[K]['type'] extends 'boolean' ? boolean : string) | undefined;
};

/** null for another engine. */
export function parseSupirOptions(engine: string, values: Values): SupirOptions | null {
  const { supir, sdxl } = values;
  if (engine !== 'supir') {
    const names = Object.keys(SUPIR_ARGUMENTS) as (keyof Values)[];
    const stray = names.find((name) => values[name] !== undefined);
    if (stray !== undefined) throw new UsageError(`--${stray} needs --engine supir`);
    return null;
  }
  if (supir === undefined || sdxl === undefined) {
    throw new UsageError('--engine supir needs --supir FILE and --sdxl FILE');
  }
  const config = values.config ?? null;
  return {
    supir,
    sdxl,
    config,
    preset: given(values.preset, (value) => oneOf('--preset', value, PRESET_NAMES)),
    lightning: values.lightning ?? null,
    prompt: values.prompt ?? null,
    negative: values.negative ?? null,
    fidelity: given(values.fidelity, (value) => number('--fidelity', value, 0, 1)),
    sampler: given(values.sampler, (value) => oneOf('--sampler', value, SAMPLERS)),
    steps: given(values.steps, (value) => wholeNumber('--steps', value, 1, 200)),
    seed: given(values.seed, (value) => wholeNumber('--seed', value, 0, 0xffffffff)),
    weights: given(values.weights, (value) => oneOf('--weights', value, WEIGHT_CHOICES)),
    minSize:
      given(values['min-size'], (value) => wholeNumber('--min-size', value, 64, 2048)) ??
      (config === null ? null : SMALL_MIN_SIZE),
  };
}

function given<T>(value: string | undefined, read: (value: string) => T): T | null {
  return value === undefined ? null : read(value);
}
