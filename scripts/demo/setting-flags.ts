import {
  type NamedRow,
  rowsOf,
  type SettingName,
  type Settings,
} from '../../panel/settings/settings';
import { isAllowed } from '../../panel/settings/storage';
import { SETTINGS, type SettingRow, type SettingsTable, slugOf } from '../../panel/settings/table';
import type { SettingWords } from '../../panel/settings/words';
import { UsageError } from './values';

type Value = string | number | boolean;

/** What the command line says; the panel decides on the rest. */
export type GivenSettings = Partial<Settings>;

/** As `parseArgs` gives them. */
export type ArgumentValues = Readonly<Record<string, unknown>>;

/** What a setting may be: `edm | dpmpp`, `1 to 15`, `64 to 2048, a multiple of 64`; empty for switches. */
export function rangeText(row: SettingRow): string {
  switch (row.type) {
    case 'number': {
      const multiple = row.step === 1 ? ', whole' : `, a multiple of ${row.step}`;
      return `${row.min} to ${row.max}${row.whole === true ? multiple : ''}`;
    }
    case 'choice':
      return row.options.join(' | ');
    case 'text':
      return `up to ${row.maxLength} characters`;
    case 'switch':
      return '';
  }
}

/** What follows a flag in `--help`. */
const ARGUMENT = { number: ' N', choice: ' VALUE', text: ' TEXT', switch: '' } as const;
const HELP_COLUMN = 24;
const INDENT = ' '.repeat(HELP_COLUMN);
const HELP_WIDTH = /\S.{0,91}(?=\s|$)/g;

/** The line of `--help` about a setting. */
export function flagUsage(row: SettingRow, words: SettingWords): string {
  const { type, flag = '', formerly, default: byDefault } = row;
  const range = rangeText(row);
  const negative = type === 'number' && row.min < 0 ? `; below 0 as --${flag}=${row.min}` : '';
  const suffix =
    byDefault === null || type === 'text' || type === 'switch' ? '' : `, default ${byDefault}`;
  const alias = formerly === undefined ? '' : `; --${formerly} means the same`;
  const facts = `${range}${negative}${suffix}${alias}`;
  const text = facts === '' ? words.help : `${facts}. ${words.help}`;
  const lines = text.match(HELP_WIDTH) ?? [];
  return `  --${flag}${ARGUMENT[type]}`.padEnd(HELP_COLUMN) + lines.join(`\n${INDENT}`);
}

/** The flags of these settings, older names included, for `parseArgs`. */
export function flagArguments(
  rows: readonly NamedRow[],
): Readonly<Record<string, { readonly type: 'string' | 'boolean' }>> {
  return Object.fromEntries(
    rows.flatMap(([, row]) =>
      flagsOf(row).map(
        (flag) => [flag, { type: row.type === 'switch' ? 'boolean' : 'string' } as const] as const,
      ),
    ),
  );
}

function flagsOf({ flag, formerly }: SettingRow): readonly string[] {
  if (flag === undefined) return [];
  return formerly === undefined ? [flag] : [flag, formerly];
}

/**
 * The settings that were given.
 * @throws UsageError for a value that the control would not take, for two that differ, and for what
 * asks for another value of another setting
 */
export function readFlags(values: ArgumentValues, rows: readonly NamedRow[]): GivenSettings {
  const given = rows.flatMap(([name, row]) => {
    const value = readFlag(values, row);
    return value === undefined ? [] : [[name, value] as const];
  });
  const settings = Object.fromEntries(given) as GivenSettings;
  for (const [name, { flag, under }] of rows) {
    if (settings[name] === undefined || under === undefined) continue;
    const stated = settings[under.name as SettingName];
    if (stated !== undefined && stated !== under.value) {
      throw new UsageError(`--${flag} needs ${under.name} to be ${under.value}`);
    }
  }
  return settings;
}

function readFlag(values: ArgumentValues, row: SettingRow): Value | undefined {
  const [flag, ...others] = flagsOf(row).filter((each) => values[each] !== undefined);
  if (flag === undefined) return undefined;
  const text = values[flag];
  const other = others.find((each) => values[each] !== text);
  if (other !== undefined) throw new UsageError(`--${flag} and --${other} are one setting`);
  const value = valueOf(row, text);
  const isOffStep = row.type === 'number' && row.whole === true && Number(value) % row.step !== 0;
  if (value === undefined || isOffStep || !isAllowed(row, value)) {
    throw new UsageError(`--${flag} ${String(text)}: expected ${rangeText(row)}`);
  }
  return value;
}

function valueOf(row: SettingRow, given: unknown): Value | undefined {
  switch (row.type) {
    case 'number':
      return Number(given);
    case 'choice':
      return row.options.find((option) => String(option) === given);
    case 'switch':
      return given === true;
    case 'text':
      return String(given);
  }
}

export interface SettingStep {
  readonly how: 'choose' | 'type' | 'slide' | 'turn' | 'fill';
  /** `setting-<slug>` is the control's id. */
  readonly slug: string;
  readonly value: Value;
}

const HOW = { number: 'type', choice: 'choose', switch: 'turn', text: 'fill' } as const;

/** How to set in the panel what was given, in an order in which every control is there. */
export function settingSteps(
  given: GivenSettings,
  table: SettingsTable = SETTINGS,
): readonly SettingStep[] {
  const asked = new Map(rowsOf(table));
  return [...asked].flatMap(([name, row]): readonly SettingStep[] => {
    const value = given[name];
    if (value === undefined || value === null) return [];
    const slug = slugOf(name, row);
    const how = row.type === 'number' && row.unit === 'percent' ? 'slide' : HOW[row.type];
    const step: SettingStep = { how, slug, value };
    if (name === 'seed') return [{ how: 'choose', slug: 'seed-mode', value: 'fixed' }, step];
    const above = row.under && asked.get(row.under.name as SettingName);
    if (row.under === undefined || above === undefined) return [step];
    return [{ how: 'choose', slug: slugOf(row.under.name, above), value: row.under.value }, step];
  });
}
