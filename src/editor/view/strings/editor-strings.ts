import { en, type WorkspaceStrings } from './en';
import { zhCN } from './zh-CN';

export type { WorkspaceStrings } from './en';

const STRINGS = { en, 'zh-CN': zhCN } as const;
export type WorkspaceLocale = keyof typeof STRINGS;

export function workspaceStrings(locale: WorkspaceLocale): WorkspaceStrings {
  return STRINGS[locale];
}
