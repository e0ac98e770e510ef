import { sameSize } from '../../core/geometry';
import { createImage, type Image } from '../../core/image';
import type { LayerLook, LayerResult } from '../../core/document';
import { alphaPlane, colorPlanes } from '../../psd/image-planes';
import type { EditorDocument } from '../document/editor-document';
import { heldMask, heldRaster, type LeafLayer } from '../document/layer';

/** The layer that a result becomes; it holds the same values as a saved file will. */
export function newLayer(
  document: EditorDocument,
  result: LayerResult,
  id: string,
  look: LayerLook,
): LeafLayer {
  const { rect, image, mask, name } = result;
  if (!sameSize(rect, image) || !sameSize(rect, mask)) {
    throw new RangeError('rect, image and mask of a result differ in size');
  }
  return {
    id,
    key: null,
    name,
    kind: result.mode === 'smart-object' ? 'smart-object' : 'pixels',
    visible: look.visible,
    locked: false,
    opacity: look.opacity,
    fill: look.fill,
    blend: look.blendMode,
    clipped: look.clipped,
    mask: heldMask(rect, mask, 0),
    simplified: [],
    children: null,
    raster: heldRaster(rect, inDocumentValues(image, document)),
    content: result.mode === 'smart-object' ? result.content : null,
  };
}

/** The image in the document's depth and, where that is grey, in its grey, as when written. */
function inDocumentValues(image: Image, { mode, depth }: EditorDocument): Image {
  if (image.depth === depth && mode !== 'grayscale') return image;
  const colors = colorPlanes(image, mode === 'grayscale' ? 'grayscale' : 'rgb', depth);
  const alpha = alphaPlane(image, depth);
  const out = createImage(image, depth);
  for (let p = 0, to = 0; p < alpha.length; p++, to += 4) {
    for (let c = 0; c < 3; c++) out.data[to + c] = (colors[c] ?? colors[0])?.[p] ?? 0;
    out.data[to + 3] = alpha[p] as number;
  }
  return out;
}
