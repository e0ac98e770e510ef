import { area } from '../../core/geometry';
import type { Image } from '../../core/image';
import { type LayerResult, PLAIN_LOOK } from '../../core/document';
import type { EditorDocument } from '../document/editor-document';
import type { LeafLayer } from '../document/layer';
import { appearanceOf, findLayer, insertAbove } from '../document/tree';
import { enlargeDocument } from './enlarge-document';
import { documentGone, layerGone } from '../../core/document-errors';
import { newLayer } from './added-layer';

export interface InsertedLayer {
  readonly document: EditorDocument;
  readonly layer: LeafLayer;
}

/**
 * The document with the result directly above its source, in the same group. `document` null: none
 * is open.
 *
 * @throws DocumentError `document-gone`, `layer-gone`, `document-too-large`
 */
export async function insertResult(
  document: EditorDocument | null,
  result: LayerResult,
  id: string,
  composite: (document: EditorDocument) => Promise<Image>,
  signal?: AbortSignal,
): Promise<InsertedLayer> {
  const { documentId, layerId } = result.above;
  if (document === null || document.id !== documentId) throw documentGone();
  if (findLayer(document.layers, layerId) === null) throw layerGone();
  if (area(result.rect) === 0) throw new RangeError('a result without pixels');
  const base =
    result.mode === 'enlarge' && result.scale !== 1
      ? await enlargeDocument(document, result.scale, () => composite(document), signal)
      : document;
  const asked = result.look ?? PLAIN_LOOK;
  const source = appearanceOf(base.layers, layerId);
  // Layers that are clipped to the source, or with it to one below, stay so.
  const stacked = source !== null && (source.clipped || source.base);
  const look = { ...asked, clipped: asked.clipped || stacked };
  const layer = newLayer(base, result, id, look);
  const layers = insertAbove(base.layers, layerId, layer);
  if (layers === null) throw layerGone();
  return { document: { ...base, layers }, layer };
}
