import { alreadyEnlarged, type LayerRef, type LayerResult } from '../../src/core/document';
import { DocumentError } from '../../src/core/errors';
import { sameSize } from '../../src/core/geometry';
import type { Snapshot } from '../../src/hosts/host';
import { isEnlarged, type KeptSummary } from '../store/kept';
import { targetOf, type Target } from './readiness';

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
  const target = targetOf(snapshot);
  if (!sameSize(target.document.size, summary.canvas)) throw documentMissing(summary);
  return placeIn(target, summary, result);
}

/**
 * A kept result as it is inserted now. Its document may have been enlarged for another result of the
 * same kind: it is not enlarged again.
 *
 * @throws DocumentError as `reinsertTarget`
 */
export function reinserted(
  summary: KeptSummary,
  result: LayerResult,
  snapshot: Snapshot,
): LayerResult {
  const target = targetOf(snapshot);
  if (result.mode !== 'enlarge' || !isEnlarged(summary, target.document.size)) {
    return { ...result, above: reinsertTarget(summary, result, snapshot) };
  }
  return { ...alreadyEnlarged(result), above: placeIn(target, summary, result) };
}

function placeIn(
  { document, layer }: Target,
  summary: KeptSummary,
  { above }: LayerResult,
): LayerRef {
  const isSame = document.id === summary.documentId;
  if (!isSame && document.name !== summary.documentName) throw documentMissing(summary);
  return isSame && layer.id === above.layerId
    ? above
    : { documentId: document.id, layerId: layer.id };
}

function documentMissing({ documentName, canvas }: KeptSummary): DocumentError {
  return new DocumentError({
    code: 'kept-document-missing',
    message: `“${documentName}” is not in front.`,
    hint: 'Open that document in its original size, choose the layer below the result, and insert again; or save the result as a PNG.',
    details: { name: documentName, width: canvas.width, height: canvas.height },
  });
}
