import type { Image, Image8 } from '../../../../src/core/image';
import type { LayerRef, LayerResult } from '../../../../src/core/document';
import { type Rect, rect } from '../../../../src/core/geometry';
import type { Stage } from './stage';

export const NEVER = new AbortController().signal;

export const PLACE = rect(5, 4, 12, 9);

/** Opaque colours and grays, and some transparent ones. */
export function picture({ width, height }: Rect, gray = false): Image8 {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    const value = (i * 37) % 256;
    const rgb = gray ? [value, value, value] : [value, (i * 91 + 40) % 256, 255 - value];
    data.set([...rgb, i % 5 === 4 ? 128 : 255], i * 4);
  }
  return { width, height, depth: 8, data };
}

export function widened({ width, height, data }: Image8): Image {
  return { width, height, depth: 16, data: Uint16Array.from(data, (value) => value * 257) };
}

export function inPlace(above: LayerRef, image: Image = picture(PLACE)): LayerResult {
  const data = Uint8Array.from({ length: image.width * image.height }, (_, i) => (i * 7) % 256);
  const { width, height } = image;
  const mask = { width, height, data };
  const place = rect(PLACE.x, PLACE.y, width, height);
  return { mode: 'in-place', above, name: 'fast 2x', rect: place, image, mask };
}

/** The layer that is active in front. */
export async function activeRef({ link }: Stage): Promise<LayerRef> {
  const { document, layer } = await link.host.snapshot();
  if (document === null || layer === null) throw new Error('one layer has to be active');
  return { documentId: document.id, layerId: layer.id };
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!));
  return most;
}
