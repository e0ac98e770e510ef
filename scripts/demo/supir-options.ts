import { PRESET_NAMES, type PresetName } from '../../src/restore/supir/presets';
import { DETAIL_FLAGS, DETAIL_USAGE, parseDetails, type SupirDetails } from './supir-details';
import { number, oneOf, UsageError } from './values';

/** What the command line says about SUPIR; null: as the panel has it. */
export interface SupirOptions {
  /** Paths. */
  readonly supir: string;
  readonly sdxl: string;
  readonly config: string | null;
  readonly preset: PresetName | null;
  readonly lightning: boolean | null;
  readonly prompt: string | null;
  /** 0…1, the dial's place. */
  readonly fidelity: number | null;
  /** What the panel has folded in. */
  readonly details: SupirDetails;
}

/** Networks of other sizes were not trained at 1024 pixels, and a software adapter takes an hour for that. */
const SMALL_MIN_SIZE = 64;

export const SUPIR_USAGE = `
with --engine supir (its terms are accepted in your name: non-commercial use only)
  --supir FILE          SUPIR-v0Q or SUPIR-v0F, .safetensors
  --sdxl FILE           an SDXL checkpoint, .safetensors
  --config FILE         sizes of networks that are not the published ones; --min-size is ${SMALL_MIN_SIZE} then,
                        and a small ellipse is selected on the sample
  --preset NAME         quality | fidelity (default: what the SUPIR file is)
  --lightning           a few quick steps (default: what the base model is)
  --prompt TEXT         what the picture shows
  --fidelity N          0 (freer) to 1 (closer to the original), default 0.5
${DETAIL_USAGE}`;

const text = { type: 'string' } as const;

/** For `parseArgs`. */
export const SUPIR_ARGUMENTS: Readonly<Record<string, { readonly type: 'string' | 'boolean' }>> = {
  supir: text,
  sdxl: text,
  config: text,
  preset: text,
  lightning: { type: 'boolean' },
  prompt: text,
  fidelity: text,
  ...Object.fromEntries(DETAIL_FLAGS.map((flag) => [flag, text])),
};

/** null for another engine. */
export function parseSupirOptions(
  engine: string,
  values: Readonly<Record<string, unknown>>,
): SupirOptions | null {
  const given = (name: string): string | null => {
    const value = values[name];
    return typeof value === 'string' ? value : null;
  };
  if (engine !== 'supir') {
    const stray = Object.keys(SUPIR_ARGUMENTS).find((name) => values[name] !== undefined);
    if (stray !== undefined) throw new UsageError(`--${stray} needs --engine supir`);
    return null;
  }
  const [supir, sdxl, config] = [given('supir'), given('sdxl'), given('config')];
  if (supir === null || sdxl === null) {
    throw new UsageError('--engine supir needs --supir FILE and --sdxl FILE');
  }
  const [preset, fidelity] = [given('preset'), given('fidelity')];
  return {
    supir,
    sdxl,
    config,
    preset: preset === null ? null : oneOf('--preset', preset, PRESET_NAMES),
    lightning: values['lightning'] === true ? true : null,
    prompt: given('prompt'),
    fidelity: fidelity === null ? null : number('--fidelity', fidelity, 0, 1),
    details: {
      ...(config === null ? {} : { 'min-size': SMALL_MIN_SIZE }),
      ...parseDetails(values),
    },
  };
}
