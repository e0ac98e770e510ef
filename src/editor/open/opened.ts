import type { StandaloneDocument } from '../document/document';

/** An opened file: the document and the layer that is active at first. */
export interface Opened {
  readonly document: StandaloneDocument;
  readonly activeLayerId: string | null;
}
