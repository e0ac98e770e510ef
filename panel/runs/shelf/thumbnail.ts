import { rectOfSize, type Rect, type Size } from '../../../src/core/geometry';
import type { Image } from '../../../src/core/image';
import { maskBounds, type Mask } from '../../../src/core/mask';
import { toDepth } from '../../../src/pixels/depth';
import { encodePng } from '../../../src/pixels/png/encode-png';
import { scaleView } from '../../../src/pixels/scale-view';

/** Longest side, pixels: twice what the panel shows, for dense screens. */
const LONGEST = 160;

/** What of a result shows, made small, as a `data:` address of a PNG. */
export async function thumbnailOf(image: Image, mask: Mask): Promise<string> {
  const view = maskBounds(mask) ?? rectOfSize(image);
  const small = scaleView(toDepth(image, 8), rectOfSize(image), view, fitted(view));
  return `data:image/png;base64,${base64(await encodePng(small))}`;
}

function fitted({ width, height }: Rect): Size {
  const factor = Math.min(1, LONGEST / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * factor)),
    height: Math.max(1, Math.round(height * factor)),
  };
}

/** Some tens of kilobytes: one character after the other is quick enough. */
function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
