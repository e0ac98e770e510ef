import type { DocumentLimit } from '../../../core/document-limit';

/** Largest document that Photoshop allows. */
export const LARGEST_DOCUMENT: DocumentLimit = { maxSide: 300_000, maxArea: 300_000 ** 2 };
