import { DocumentError } from './errors';

/**
 * Error for a document that is not open any more.
 * @param orElse what else may have happened, where the host cannot tell: the end of a sentence
 */
export function documentGone(orElse?: string): DocumentError {
  return new DocumentError({
    code: 'document-gone',
    message: `The document is no longer open${alternative(orElse)}.`,
    hint: 'Open the document again. A finished result is kept: insert it again, or save it as a PNG.',
  });
}

/** Error for a canvas that has changed since it was read; sizes as in “1200 × 800”. */
export function documentChanged(before: string, after: string): DocumentError {
  return new DocumentError({
    code: 'document-changed',
    message: `The document was resized, cropped or rotated meanwhile: from ${before} to ${after}.`,
    hint: 'The result is kept: undo that change and insert it again, or save it as a PNG.',
    details: { before, after },
  });
}

/**
 * Error for a layer that is not in the document any more.
 * @param orElse what else may have happened, where the host cannot tell: the end of a sentence
 */
export function layerGone(orElse?: string): DocumentError {
  return new DocumentError({
    code: 'layer-gone',
    message: `The layer is no longer in the document${alternative(orElse)}.`,
    hint: 'Select a layer and try again, or save the result as a PNG.',
  });
}

/** Error for a layer such as a group or an adjustment; `kind` as in `LayerKind`. */
export function layerHasNoPixels(name: string, kind: string): DocumentError {
  return new DocumentError({
    code: 'layer-has-no-pixels',
    message: `The layer "${name}" has no pixels of its own.`,
    hint: 'Select a layer with a picture on it; of a group, one of its layers or a merged copy.',
    details: { name, kind },
  });
}

function alternative(orElse: string | undefined): string {
  return orElse === undefined ? '' : `, or ${orElse}`;
}
