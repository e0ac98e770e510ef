import { en, type EditorStrings } from './en';
import { zhCN } from './zh-CN';

export type { EditorStrings } from './en';

const STRINGS = { en, 'zh-CN': zhCN } as const;
export type EditorLocale = keyof typeof STRINGS;

export function editorStrings(locale: EditorLocale): EditorStrings {
  return STRINGS[locale];
}
