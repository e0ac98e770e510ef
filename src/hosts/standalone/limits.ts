import { FileError } from '../../core/errors';
import { area, type Size } from '../../core/geometry';

/** What a PSD file may have on a side. */
export const MAX_SIDE = 30_000;
/** 400 MB as 8-bit pixels: a document, its view and one result fit into what a tab may use. */
export const MAX_AREA = 100_000_000;

export function fitsLimits(size: Size): boolean {
  return size.width <= MAX_SIDE && size.height <= MAX_SIDE && area(size) <= MAX_AREA;
}

/** Throws `FileError` `file-too-large`; to be called before anything of that size is allocated. */
export function checkFileSize(size: Size, name: string): void {
  if (fitsLimits(size)) return;
  throw new FileError({
    code: 'file-too-large',
    message: `The picture is ${size.width} × ${size.height} pixels; up to ${MAX_SIDE} on a side and ${MAX_AREA / 1e6} megapixels can be opened.`,
    hint: 'Make the picture smaller, or crop it to the part you work on.',
    details: {
      name,
      width: size.width,
      height: size.height,
      maxSide: MAX_SIDE,
      maxMegapixels: MAX_AREA / 1e6,
    },
  });
}
