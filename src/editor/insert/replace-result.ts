import type { LayerLook, LayerResult } from '../../core/document';
import { documentGone, layerGone } from '../../core/document-errors';
import type { LeafLayer } from '../document/layer';
import { findLayer, updateLayer } from '../document/tree';
import type { EditorDocument } from '../document/editor-document';
import { newLayer } from './added-layer';
import type { InsertedLayer } from './insert-result';

/**
 * The document with the result in the place of the layer `layerId`, which was inserted for an earlier one;
 * name, visibility, mode and opacity stay as the person has them now. The document is never enlarged: it was, for the
 * layer. `document` null: none is open.
 *
 * @throws DocumentError `document-gone`, `layer-gone`; the latter also where the layer has been rewritten
 *   with the file since, as when the document was enlarged once more
 */
export function replaceResult(
  document: EditorDocument | null,
  documentId: string,
  layerId: string,
  result: LayerResult,
): InsertedLayer {
  if (document === null || document.id !== documentId) throw documentGone();
  const replaced = findLayer(document.layers, layerId);
  if (replaced?.children !== null || replaced.key !== null) throw layerGone();
  const { name } = replaced;
  const layer = newLayer(document, { ...result, name }, layerId, lookOf(replaced));
  const layers = updateLayer(document.layers, layerId, () => layer);
  return { document: { ...document, layers }, layer };
}

function lookOf({ clipped, visible, blend, opacity, fill }: LeafLayer): LayerLook {
  return { clipped, visible, blendMode: blend, opacity, fill };
}
