import { ADJUSTING_RANGES } from '../../panel/store/adjusting';
import { COLOR_FIXES, type ColorFix } from '../../src/restore/supir-settings';
import { oneOf, UsageError, wholeNumber } from './values';

/** What the command line changes of a finished result, as its controls in the panel show it. */
export interface AdjustSteps {
  /** Percent. */
  readonly strength?: number;
  readonly detail?: number;
  readonly grain?: number;
  readonly colors?: ColorFix;
  /** Document pixels. */
  readonly grow?: number;
  readonly feather?: number;
}

const PERCENT = ['strength', 'detail', 'grain'] as const;
const PIXELS = ['grow', 'feather'] as const;
const { grow, feather } = ADJUSTING_RANGES;

const EXPECTED = `strength, detail or grain=0…100, colors=${COLOR_FIXES.join('|')}, grow=${grow.min}…${grow.max}, feather=${feather.min}…${feather.max}`;

export const ADJUST_USAGE = `  --adjust WHAT         changes the last result without running again, and applies that: name=value,…
                        strength, detail, grain in percent; colors ${COLOR_FIXES.join(' | ')};
                        grow (${grow.min} to ${grow.max}), feather (${feather.min} to ${feather.max}) of the mask, document pixels`;

/** @throws UsageError for a name or value that no control has, and for a name that is there twice */
export function parseAdjust(text: string): AdjustSteps {
  const given = new Map<string, string>();
  for (const part of text.split(',')) {
    const [name = '', value, ...more] = part.split('=').map((word) => word.trim());
    if (value === undefined || value === '' || more.length > 0 || given.has(name))
      throw wrong(text);
    given.set(name, value);
  }
  const steps = [...given].map(([name, value]): AdjustSteps => {
    const flag = `--adjust ${name}`;
    if (name === 'colors') return { colors: oneOf(flag, value, COLOR_FIXES) };
    if (isOf(PERCENT, name)) return { [name]: wholeNumber(flag, value, 0, 100) };
    if (!isOf(PIXELS, name)) throw wrong(text);
    const { min, max } = ADJUSTING_RANGES[name];
    return { [name]: wholeNumber(flag, value, min, max) };
  });
  return steps.reduce((all, one) => ({ ...all, ...one }), {});
}

function isOf<Name extends string>(names: readonly Name[], name: string): name is Name {
  return names.some((one) => one === name);
}

function wrong(text: string): UsageError {
  return new UsageError(`--adjust ${text}: expected name=value,… of ${EXPECTED}`);
}
