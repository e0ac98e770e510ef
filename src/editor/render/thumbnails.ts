import { type Rect, type Size, rectOfSize } from '../../core/geometry';
import type { Image } from '../../core/image';
import type { EditorDocument } from '../document/editor-document';
import type { Layer } from '../document/layer';
import { layerGone, layerHasNoPixels } from '../../core/document-errors';
import { createPixelStore, sizeAt } from './pixel-store';
import { layerBounds } from '../document/tree';
import type { DocumentView } from './document-view';

/** Size of `rect` inside a square of `maxSide`; never larger than it is. */
function fitted({ width, height }: Size, maxSide: number): Size {
  const factor = Math.min(1, maxSide / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * factor)),
    height: Math.max(1, Math.round(height * factor)),
  };
}

export async function layerThumbnail(
  view: DocumentView,
  document: EditorDocument,
  layer: Layer,
  maxSide: number,
  signal?: AbortSignal,
): Promise<Image> {
  const bounds = layerBounds(layer);
  if (bounds === null) throw layerHasNoPixels(layer.name, layer.kind);
  return view.renderLayer(document, layer, bounds, fitted(bounds, maxSide), signal);
}

/** A layer's mask as opaque grey on the whole canvas. */
export function maskThumbnail(document: EditorDocument, layer: Layer, maxSide: number): Image {
  const { mask } = layer;
  if (mask === null) throw layerGone();
  const out = fitted(document.size, maxSide);
  const ratio = document.size.width / out.width;
  const level = Math.max(0, Math.floor(Math.log2(ratio)));
  // Small enough to be made on the fly; nothing of it is kept.
  const { rect, mask: pixels } = createPixelStore(document.size, 0).mask(mask, level);
  const plane: Rect = rectOfSize(sizeAt(document.size, level));
  const data = new Uint8ClampedArray(out.width * out.height * 4).fill(255);
  for (let y = 0; y < out.height; y++) {
    for (let x = 0; x < out.width; x++) {
      const sx = Math.floor(((x + 0.5) * plane.width) / out.width) - rect.x;
      const sy = Math.floor(((y + 0.5) * plane.height) / out.height) - rect.y;
      const inside = sx >= 0 && sy >= 0 && sx < rect.width && sy < rect.height;
      const value = inside ? (pixels.data[sy * rect.width + sx] as number) : mask.outside;
      data.fill(value, (y * out.width + x) * 4, (y * out.width + x) * 4 + 3);
    }
  }
  return { ...out, depth: 8, data };
}
