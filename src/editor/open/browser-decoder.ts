import { throwIfAborted } from '../../core/abort';
import type { Image8 } from '../../core/image';
import type { DecodedImage, EncodedImage } from './decode-image';

/** Most pixels that go through a canvas at once: canvases have limits that pictures do not. */
const STRIP_PIXELS = 4_000_000;
const STRIP_WIDTH = 8192;

/** `DecodeImage` for browsers; needs no DOM. */
export async function decodeInBrowser(
  encoded: EncodedImage,
  signal?: AbortSignal,
): Promise<DecodedImage> {
  const straight = encoded.hasAlpha ? await decodeStraight(encoded) : null;
  throwIfAborted(signal);
  if (straight !== null) return { image: straight, exactAlpha: true };
  const bitmap = await createImageBitmap(new Blob([encoded.bytes], { type: encoded.type }), {
    premultiplyAlpha: 'none',
    colorSpaceConversion: 'none',
  });
  try {
    return { image: readBitmap(bitmap, signal), exactAlpha: !encoded.hasAlpha };
  } finally {
    bitmap.close();
  }
}

/** Decodes without a canvas, which would multiply colours by alpha; null: not possible here. */
async function decodeStraight(encoded: EncodedImage): Promise<Image8 | null> {
  if (typeof ImageDecoder === 'undefined') return null;
  if (!(await ImageDecoder.isTypeSupported(encoded.type))) return null;
  const decoder = new ImageDecoder({
    data: encoded.bytes,
    type: encoded.type,
    colorSpaceConversion: 'none',
  });
  try {
    const { image: frame } = await decoder.decode({ frameIndex: 0, completeFramesOnly: true });
    try {
      const { displayWidth: width, displayHeight: height } = frame;
      const data = new Uint8ClampedArray(width * height * 4);
      const layout = [{ offset: 0, stride: width * 4 }];
      await frame.copyTo(data, { format: 'RGBA', layout });
      return { width, height, depth: 8, data };
    } catch (error) {
      // Browsers without conversion to RGBA say so in one of these two ways.
      if (error instanceof TypeError) return null;
      if (error instanceof DOMException && error.name === 'NotSupportedError') return null;
      throw error;
    } finally {
      frame.close();
    }
  } finally {
    decoder.close();
  }
}

function readBitmap(bitmap: ImageBitmap, signal: AbortSignal | undefined): Image8 {
  const { width, height } = bitmap;
  const data = new Uint8ClampedArray(width * height * 4);
  const stripWidth = Math.min(width, STRIP_WIDTH);
  const stripHeight = Math.min(height, Math.max(1, Math.floor(STRIP_PIXELS / stripWidth)));
  const canvas = new OffscreenCanvas(stripWidth, stripHeight);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('No 2D canvas in this browser.');
  context.globalCompositeOperation = 'copy';
  for (let y = 0; y < height; y += stripHeight) {
    for (let x = 0; x < width; x += stripWidth) {
      throwIfAborted(signal);
      const w = Math.min(stripWidth, width - x);
      const h = Math.min(stripHeight, height - y);
      context.drawImage(bitmap, x, y, w, h, 0, 0, w, h);
      const strip = context.getImageData(0, 0, w, h).data;
      for (let row = 0; row < h; row++) {
        const to = ((y + row) * width + x) * 4;
        data.set(strip.subarray(row * w * 4, (row + 1) * w * 4), to);
      }
    }
  }
  return { width, height, depth: 8, data };
}
