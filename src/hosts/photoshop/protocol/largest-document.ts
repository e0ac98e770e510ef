import type { DocumentLimit } from '../../../core/document-limit';

/** Photoshop's own limit. */
export const LARGEST_DOCUMENT: DocumentLimit = { maxSide: 300_000, maxArea: 300_000 ** 2 };
