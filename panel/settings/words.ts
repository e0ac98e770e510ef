import type { Language } from '../strings/language';
import type { Strings } from '../strings/strings';
import type { NamesOf, SettingName } from './settings';
import type { SETTINGS, SettingGroup } from './table';

/** What people read about one setting. */
export interface SettingWords {
  readonly label: string;
  readonly help: string;
  /** Names of a choice's options; languages are called what their speakers call them. */
  readonly option?: Readonly<Record<string, string>>;
  readonly placeholder?: string;
}

type WordsOf<Row> = Row extends { readonly options: readonly (infer Option extends string)[] }
  ? SettingWords & { readonly option: Readonly<Record<Exclude<Option, Language>, string>> }
  : SettingWords;

type AllWords = {
  readonly [K in NamesOf<{ readonly group: SettingGroup }>]: WordsOf<(typeof SETTINGS)[K]>;
};

/**
 * What people read about a setting with a control. A language that lacks words for one does not
 * compile.
 */
export function settingWords(
  { setting }: Pick<Strings, 'setting'>,
  name: SettingName,
): SettingWords {
  const all: AllWords = setting;
  const words = (all as Readonly<Record<string, SettingWords>>)[name];
  if (words === undefined) throw new TypeError(`no words for the setting ${name}`);
  return words;
}
