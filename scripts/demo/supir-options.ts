import type { RestorerName } from '../../src/restore/request';
import { BUILT_IN_NAMES, isBuiltIn } from '../../panel/settings/built-in-presets';
import { HERE_ALONE, rowsOf } from '../../panel/settings/settings';
import { SETTINGS } from '../../panel/settings/table';
import { settingWords } from '../../panel/settings/words';
import { en } from '../../panel/strings/en';
import {
  INTERRUPTION_ARGUMENTS,
  INTERRUPTION_USAGE,
  parseInterruption,
  type Interruption,
} from './interruption-options';
import {
  type ArgumentValues,
  flagArguments,
  flagUsage,
  type GivenSettings,
  readFlags,
} from './setting-flags';
import { UsageError } from './values';

/** What the command line says of a run of SUPIR, wherever it runs. */
export interface RunSettings {
  /** Name of a prompt preset: built in, or of the file. */
  readonly promptPreset?: string;
  /** Path of a file of prompt presets. */
  readonly presetFile?: string;
  readonly settings: GivenSettings;
}

/** What the command line says about SUPIR here. */
export interface SupirOptions extends RunSettings {
  /** Paths. */
  readonly supir: string;
  readonly sdxl: string;
  readonly lora?: string;
  readonly config: string | null;
  readonly interruption?: Interruption;
}

/** Networks of other sizes were not trained at 1024 pixels, and a software adapter takes an hour for that. */
const SMALL_MIN_SIZE = 64;

const ROWS = rowsOf(SETTINGS).filter(
  ([, row]) => row.restorer === 'supir' && row.flag !== undefined,
);
const ROWS_ON_SERVER = ROWS.filter(([name]) => !HERE_ALONE.includes(name));

const HERE_FLAGS = ROWS.filter(([name]) => HERE_ALONE.includes(name))
  .map(([, { flag }]) => `--${flag}`)
  .join(', ');

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
${ROWS.map(([name, row]) => flagUsage(row, settingWords(en, name))).join('\n')}
${INTERRUPTION_USAGE}

with --restorer remote (its terms are accepted likewise, and that the picture goes to the server)
  the presets and settings above but ${HERE_FLAGS}`;

const FILES = ['supir', 'sdxl', 'lora', 'config'] as const;
const PRESETS = ['prompt-preset', 'preset-file'] as const;

const textArguments = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, { type: 'string' } as const]));

const ARGUMENTS_ON_SERVER = { ...textArguments(PRESETS), ...flagArguments(ROWS_ON_SERVER) };

/** For `parseArgs`. */
export const SUPIR_ARGUMENTS = {
  ...textArguments([...FILES, ...PRESETS]),
  ...flagArguments(ROWS),
  ...INTERRUPTION_ARGUMENTS,
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
    const taken = restorer === 'remote' ? ARGUMENTS_ON_SERVER : {};
    const stray = Object.keys(SUPIR_ARGUMENTS).find(
      (name) => values[name] !== undefined && !(name in taken),
    );
    if (stray !== undefined) throw new UsageError(`--${stray} needs --restorer supir`);
    return null;
  }
  const [supir = null, sdxl = null, lora = null, config = null] = FILES.map((name) =>
    textOf(values, name),
  );
  if (supir === null || sdxl === null) {
    throw new UsageError('--restorer supir needs --supir FILE and --sdxl FILE');
  }
  const small = config === null ? {} : { minSize: SMALL_MIN_SIZE };
  const settings = { ...small, ...readFlags(values, ROWS) };
  const interruption = parseInterruption(values);
  return {
    supir,
    sdxl,
    ...(lora !== null && { lora }),
    config,
    ...presetsOf(values),
    settings,
    ...(interruption !== null && { interruption }),
  };
}

/**
 * What a server is asked for; null for another restorer.
 * @throws UsageError
 */
export function parseServerRun(restorer: RestorerName, values: ArgumentValues): RunSettings | null {
  if (restorer !== 'remote') return null;
  return { ...presetsOf(values), settings: readFlags(values, ROWS_ON_SERVER) };
}

function textOf(values: ArgumentValues, name: string): string | null {
  const value = values[name];
  return typeof value === 'string' ? value : null;
}

/** @throws UsageError for a name that can be of no preset */
function presetsOf(values: ArgumentValues): Omit<RunSettings, 'settings'> {
  const promptPreset = textOf(values, 'prompt-preset');
  const presetFile = textOf(values, 'preset-file');
  if (promptPreset !== null && presetFile === null && !isBuiltIn(promptPreset)) {
    const names = BUILT_IN_NAMES.join(', ');
    throw new UsageError(`--prompt-preset ${promptPreset}: expected ${names}, or --preset-file`);
  }
  return {
    ...(promptPreset !== null && { promptPreset }),
    ...(presetFile !== null && { presetFile }),
  };
}
