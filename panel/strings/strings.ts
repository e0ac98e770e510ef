import { en, type Strings } from './en';
import type { Language } from './language';
import { zhCN } from './zh-CN';

export type { Strings } from './en';

const STRINGS: Readonly<Record<Language, Strings>> = { en, 'zh-CN': zhCN };

export function stringsFor(language: Language): Strings {
  return STRINGS[language];
}
