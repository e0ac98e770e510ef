import { DocumentError } from '../../core/errors';

export function documentGone(): DocumentError {
  return new DocumentError({
    code: 'document-gone',
    message: 'The document is no longer open.',
    hint: 'Save the result as a picture, or open the document again and repeat.',
  });
}

export function layerGone(): DocumentError {
  return new DocumentError({
    code: 'layer-gone',
    message: 'The layer is no longer in the document.',
    hint: 'Undo what removed it, or save the result as a picture.',
  });
}

export function layerHasNoPixels(name: string, kind: string): DocumentError {
  return new DocumentError({
    code: 'layer-has-no-pixels',
    message: `The layer "${name}" has no pixels of its own.`,
    hint: 'Choose a layer with a picture on it.',
    details: { name, kind },
  });
}
