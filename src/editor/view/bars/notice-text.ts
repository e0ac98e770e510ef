import type { DocumentNotice, DocumentNoticeCode } from '../../document/document-notice';
import type { EditorLocale, EditorStrings } from '../strings/editor-strings';

/** A notice in words; the kinds of things that some notices list get their names. */
export function noticeText(
  { code, detail }: DocumentNotice,
  strings: EditorStrings,
  locale: EditorLocale,
): string {
  const names = namesFor(code, strings);
  if (names === null) return strings.notices[code](detail);
  const kinds = detail.split(', ').map((kind) => names.get(kind) ?? kind);
  return strings.notices[code](new Intl.ListFormat(locale).format(kinds));
}

function namesFor(
  code: DocumentNoticeCode,
  { simplified, leftOut, parts }: EditorStrings,
): ReadonlyMap<string, string> | null {
  if (code === 'approximate-view') return new Map(Object.entries(simplified));
  if (code === 'metadata-left-out') return new Map(Object.entries(leftOut));
  if (code === 'parts-dropped') return new Map(Object.entries(parts));
  return null;
}
