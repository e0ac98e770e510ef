import { SETTINGS } from '../../panel/settings/table';
import type { ArgumentValues } from './setting-flags';
import { UsageError, wholeNumber } from './values';

/** What the command line does in the middle of each run. */
export interface Interruption {
  /** A run that is cancelled goes on then, to its end. */
  readonly click: 'stop-and-keep' | 'cancel';
  /** How many steps are done when it is clicked. */
  readonly afterStep: number;
}

export const INTERRUPTION_USAGE = `  --stop-after N        clicks Stop and keep once step N is done: the step after it is the last one
  --cancel-after N      with --go-on: cancels once step N is done
  --go-on               goes on with the unfinished run, to its end`;

/** For `parseArgs`. */
export const INTERRUPTION_ARGUMENTS = {
  'stop-after': { type: 'string' },
  'cancel-after': { type: 'string' },
  'go-on': { type: 'boolean' },
} as const;

const MAX_STEP = SETTINGS.steps.max - 1;

/**
 * null: the runs are left alone.
 * @throws UsageError, also for a cancel that nothing would come of
 */
export function parseInterruption(values: ArgumentValues): Interruption | null {
  const stop = stepOf(values, 'stop-after');
  const cancel = stepOf(values, 'cancel-after');
  const goesOn = values['go-on'] === true;
  if (stop !== null && cancel !== null) {
    throw new UsageError('--stop-after and --cancel-after exclude each other');
  }
  if (cancel !== null && !goesOn) throw new UsageError('--cancel-after needs --go-on');
  if (cancel === null && goesOn) throw new UsageError('--go-on needs --cancel-after');
  if (stop !== null) return { click: 'stop-and-keep', afterStep: stop };
  return cancel === null ? null : { click: 'cancel', afterStep: cancel };
}

function stepOf(values: ArgumentValues, name: keyof typeof INTERRUPTION_ARGUMENTS): number | null {
  const value = values[name];
  return typeof value === 'string' ? wholeNumber(`--${name}`, value, 1, MAX_STEP) : null;
}
