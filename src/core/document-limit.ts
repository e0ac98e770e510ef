import { DocumentError } from './errors';
import { type Size, area } from './geometry';

/** The largest document of an editor, pixels. */
export interface DocumentLimit {
  readonly maxSide: number;
  readonly maxArea: number;
}

export function fitsLimit(size: Size, { maxSide, maxArea }: DocumentLimit): boolean {
  return size.width <= maxSide && size.height <= maxSide && area(size) <= maxArea;
}

/** Error for an enlarged document that would have `size`. */
export function documentTooLarge(size: Size, { maxSide, maxArea }: DocumentLimit): DocumentError {
  const { width, height } = size;
  const maxMegapixels = maxArea / 1e6;
  return new DocumentError({
    code: 'document-too-large',
    message: `The enlarged document would have ${width} × ${height} pixels; up to ${maxSide} on a side and ${maxMegapixels} megapixels are possible.`,
    hint: 'Choose a smaller scale, or an output that keeps the document as it is.',
    details: { width, height, maxSide, maxMegapixels },
  });
}
