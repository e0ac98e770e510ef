import { area } from '../../../core/geometry';
import type { LayerResult } from '../../host';
import type { StandaloneDocument } from '../document/document';
import type { LeafLayer } from '../document/layer';
import { clipsAbove, findLayer, insertAbove } from '../document/tree';
import { documentGone, enlargeUnsupported, layerGone } from './errors';
import { newLayer } from './new-layer';

export interface InsertedLayer {
  readonly document: StandaloneDocument;
  readonly layer: LeafLayer;
}

/**
 * The document with the result directly above its source, in the same group. `document` null: none
 * is open. Throws `document-gone`, `layer-gone`, `document-too-large`.
 */
export function insertResult(
  document: StandaloneDocument | null,
  result: LayerResult,
  id: string,
): InsertedLayer {
  const { documentId, layerId } = result.above;
  if (document === null || document.id !== documentId) throw documentGone();
  if (findLayer(document.layers, layerId) === null) throw layerGone();
  if (area(result.rect) === 0) throw new RangeError('a result without pixels');
  if (result.mode === 'enlarge') throw enlargeUnsupported();
  const layer = newLayer(document, result, id, clipsAbove(document.layers, layerId));
  const layers = insertAbove(document.layers, layerId, layer);
  if (layers === null) throw layerGone();
  return { document: { ...document, layers }, layer };
}
