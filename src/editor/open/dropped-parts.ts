import type { DocumentNotice } from '../document/document-notice';

/** Most parts in a notice: enough to recognise the file; a damaged one may have thousands. */
const MAX_NAMES = 8;
const PRINTABLE = /^[\x20-\x7e]+$/;

/**
 * A notice about the parts of a file that are not used, being damaged, misplaced or not understood:
 * types of chunks, and the kinds of parts that the editor's texts have names for.
 */
export function droppedNotice(parts: readonly string[]): readonly DocumentNotice[] {
  const names = new Set(parts.map((part) => (PRINTABLE.test(part) ? part : 'unknown')));
  if (names.size === 0) return [];
  const shown = [...names].slice(0, MAX_NAMES);
  if (names.size > MAX_NAMES) shown.push('others');
  return [{ code: 'parts-dropped', detail: shown.join(', ') }];
}
