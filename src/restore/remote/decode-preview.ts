import { CHANNELS, type Image8 } from '../../core/image';
import { previewSize, type PreviewFormat } from './preview-size';

/** Decodes a preview; null: it cannot be shown. */
export type DecodePreview = (bytes: Uint8Array, format: PreviewFormat) => Promise<Image8 | null>;

/** Longest side of a preview that is decoded, pixels: servers send 512. */
const MAX_SIDE = 1024;

/** Decodes one at a time: what comes meanwhile is out of date when its turn would be. */
export function oneAtATime(decode: DecodePreview): DecodePreview {
  let isBusy = false;
  return async (bytes, format) => {
    if (isBusy) return null;
    isBusy = true;
    try {
      return await decode(bytes, format);
    } finally {
      isBusy = false;
    }
  };
}

/** By the browser's own decoder, in pages and workers. */
export const browserPreview: DecodePreview = async (bytes, format) => {
  const size = previewSize(bytes, format);
  const isUsable = size !== null && size.width * size.height > 0;
  if (!isUsable || Math.max(size.width, size.height) > MAX_SIDE) return null;
  if (typeof createImageBitmap !== 'function' || typeof OffscreenCanvas !== 'function') return null;
  const bitmap = await createImageBitmap(new Blob([bytes.slice()], { type: `image/${format}` }));
  try {
    const { width, height } = bitmap;
    if (Math.max(width, height) > MAX_SIDE) return null;
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    if (context === null) return null;
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    if (data.length !== width * height * CHANNELS) return null;
    return { width, height, depth: 8, data: new Uint8ClampedArray(data) };
  } finally {
    bitmap.close();
  }
};
