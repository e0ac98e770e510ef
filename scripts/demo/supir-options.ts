import type { RestorerName } from '../../src/restore/request';
import { BUILT_IN_NAMES, isBuiltIn } from '../../panel/settings/built-in-presets';
import { rowsOf } from '../../panel/settings/settings';
import { SETTINGS } from '../../panel/settings/table';
import { settingWords } from '../../panel/settings/words';
import { en } from '../../panel/strings/en';
import {
  type ArgumentValues,
  flagArguments,
  flagUsage,
  type GivenSettings,
  readFlags,
} from './setting-flags';
import { UsageError } from './values';

/** What the command line says about SUPIR. */
export interface SupirOptions {
  /** Paths. */
  readonly supir: string;
  readonly sdxl: string;
  readonly lora?: string;
  readonly config: string | null;
  /** Name of a prompt preset: built in, or of the file. */
  readonly promptPreset?: string;
  /** Path of a file of prompt presets. */
  readonly presetFile?: string;
  readonly settings: GivenSettings;
}

/** Networks of other sizes were not trained at 1024 pixels, and a software adapter takes an hour for that. */
const SMALL_MIN_SIZE = 64;

const ROWS = rowsOf(SETTINGS).filter(
  ([, row]) => row.restorer === 'supir' && row.flag !== undefined,
);

export const SUPIR_USAGE = `
with --restorer supir (its terms are accepted in your name: non-commercial use only)
  --supir FILE          SUPIR-v0Q or SUPIR-v0F, .safetensors or .ckpt
  --sdxl FILE           an SDXL checkpoint, .safetensors or .ckpt
  --lora FILE           a LoRA for it
  --config FILE         sizes of networks that are not the published ones; --min-size is ${SMALL_MIN_SIZE} then,
                        and a small ellipse is selected on the sample
  --prompt-preset NAME  ${BUILT_IN_NAMES.join(' | ')}, or a name in the file;
                        other flags change what it sets
  --preset-file FILE    prompt presets as the panel exports them, .json; by itself its first preset
${ROWS.map(([name, row]) => flagUsage(row, settingWords(en, name))).join('\n')}`;

const FILES = ['supir', 'sdxl', 'lora', 'config'] as const;
const PRESETS = ['prompt-preset', 'preset-file'] as const;

/** For `parseArgs`. */
export const SUPIR_ARGUMENTS = {
  ...Object.fromEntries([...FILES, ...PRESETS].map((name) => [name, { type: 'string' } as const])),
  ...flagArguments(ROWS),
};

/**
 * null for another restorer.
 * @throws UsageError
 */
export function parseSupirOptions(
  restorer: RestorerName,
  values: ArgumentValues,
): SupirOptions | null {
  if (restorer !== 'supir') {
    const stray = Object.keys(SUPIR_ARGUMENTS).find((name) => values[name] !== undefined);
    if (stray !== undefined) throw new UsageError(`--${stray} needs --restorer supir`);
    return null;
  }
  const textOf = (name: string): string | null => {
    const value = values[name];
    return typeof value === 'string' ? value : null;
  };
  const [supir = null, sdxl = null, lora = null, config = null] = FILES.map(textOf);
  if (supir === null || sdxl === null) {
    throw new UsageError('--restorer supir needs --supir FILE and --sdxl FILE');
  }
  const small = config === null ? {} : { minSize: SMALL_MIN_SIZE };
  const settings = { ...small, ...readFlags(values, ROWS) };
  const presets = parsePresets(textOf('prompt-preset'), textOf('preset-file'));
  return { supir, sdxl, ...(lora !== null && { lora }), config, ...presets, settings };
}

/** @throws UsageError for a name that can be of no preset */
function parsePresets(
  promptPreset: string | null,
  presetFile: string | null,
): Pick<SupirOptions, 'promptPreset' | 'presetFile'> {
  if (promptPreset !== null && presetFile === null && !isBuiltIn(promptPreset)) {
    const names = BUILT_IN_NAMES.join(', ');
    throw new UsageError(`--prompt-preset ${promptPreset}: expected ${names}, or --preset-file`);
  }
  return {
    ...(promptPreset !== null && { promptPreset }),
    ...(presetFile !== null && { presetFile }),
  };
}
