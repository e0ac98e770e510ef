import { DocumentError } from '../../src/core/errors';
import { sameSize } from '../../src/core/geometry';
import type { LayerRef, LayerResult } from '../../src/core/document';
import type { Snapshot } from '../../src/hosts/host';
import type { KeptSummary } from '../store/kept';
import { targetOf } from './readiness';

/**
 * Place of a kept result: above its source where that document is in front and unchanged, else
 * above the active layer of a document with the same name and canvas, as it is after the panel or
 * the document was opened again.
 *
 * @throws DocumentError `kept-document-missing`, and what `targetOf` throws
 */
export function reinsertTarget(
  summary: KeptSummary,
  result: LayerResult,
  snapshot: Snapshot,
): LayerRef {
  const { document, layer } = targetOf(snapshot);
  const fits = sameSize(document.size, summary.canvas);
  if (document.id === summary.documentId && fits && layer.id === result.above.layerId) {
    return result.above;
  }
  if (!fits || (document.id !== summary.documentId && document.name !== summary.documentName)) {
    throw new DocumentError({
      code: 'kept-document-missing',
      message: `“${summary.documentName}” is not in front.`,
      hint: 'Open that document in its original size, choose the layer below the result, and insert again; or save the result as a PNG.',
      details: {
        name: summary.documentName,
        width: summary.canvas.width,
        height: summary.canvas.height,
      },
    });
  }
  return { documentId: document.id, layerId: layer.id };
}
