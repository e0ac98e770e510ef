import type { WorkspaceNotice } from '../../../src/hosts/standalone/workspace';
import type { WorkspaceLocale, WorkspaceStrings } from '../strings/strings';

/** A note in words; the kinds of things that `approximate-view` lists get their names. */
export function noticeText(
  { code, detail }: WorkspaceNotice,
  strings: WorkspaceStrings,
  locale: WorkspaceLocale,
): string {
  if (code !== 'approximate-view') return strings.notices[code](detail);
  const names: Readonly<Record<string, string>> = strings.simplified;
  const kinds = detail.split(', ').map((kind) => names[kind] ?? kind);
  return strings.notices[code](new Intl.ListFormat(locale).format(kinds));
}
