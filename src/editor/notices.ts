import type { EditorDocument } from './document/editor-document';
import { approximatedIn } from './render/changes';
import type { DocumentNotice } from './document/document-notice';

/** Says which parts of layers the view leaves out, where it does not show the file's composite. */
export function simplifiedNotice(document: EditorDocument): readonly DocumentNotice[] {
  const found = approximatedIn(document);
  return found.size === 0 ? [] : [{ code: 'approximate-view', detail: [...found].join(', ') }];
}
