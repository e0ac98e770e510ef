import { FileError } from '../../core/errors';
import type { Size } from '../../core/geometry';
import { fitsLimit, type DocumentLimit } from '../../core/document-limit';

/**
 * Largest document: the sides of a PSD file, and 400 MB as 8-bit pixels, so that a document, its
 * view and one result fit into the memory of a tab.
 */
export const LARGEST_DOCUMENT: DocumentLimit = { maxSide: 30_000, maxArea: 100_000_000 };

/**
 * Checks a picture's size; to be called before anything of that size is allocated.
 * @throws FileError `file-too-large`
 */
export function checkFileSize(size: Size, name: string): void {
  if (fitsLimit(size, LARGEST_DOCUMENT)) return;
  const { maxSide, maxArea } = LARGEST_DOCUMENT;
  const maxMegapixels = maxArea / 1e6;
  throw new FileError({
    code: 'file-too-large',
    message: `The picture is ${size.width} × ${size.height} pixels; up to ${maxSide} on a side and ${maxMegapixels} megapixels can be opened.`,
    hint: 'Make the picture smaller, or crop it to the part you work on.',
    details: { name, width: size.width, height: size.height, maxSide, maxMegapixels },
  });
}
