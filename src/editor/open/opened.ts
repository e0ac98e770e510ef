import type { EditorDocument } from '../document/editor-document';

/** What opening a file gives: the document and the layer that is active at first. */
export interface Opened {
  readonly document: EditorDocument;
  readonly activeLayerId: string | null;
}
