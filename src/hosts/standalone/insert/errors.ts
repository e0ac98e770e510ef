import { DocumentError } from '../../../core/errors';
import type { Size } from '../../../core/geometry';
import { MAX_AREA, MAX_SIDE } from '../limits';

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

export function documentTooLarge(size: Size): DocumentError {
  return new DocumentError({
    code: 'document-too-large',
    message: `The enlarged document would have ${size.width} × ${size.height} pixels; up to ${MAX_SIDE} on a side and ${MAX_AREA / 1e6} megapixels are possible.`,
    hint: 'Choose a smaller scale, or the output mode that keeps the document as it is.',
    details: { ...size, maxSide: MAX_SIDE, maxMegapixels: MAX_AREA / 1e6 },
  });
}
