import { alreadyEnlarged, type LayerRef, type LayerResult } from '../../src/core/document';
import { DocumentError } from '../../src/core/errors';
import { sameSize } from '../../src/core/geometry';
import type { Snapshot } from '../../src/hosts/host';
import { keptName } from '../store/kept-name';
import { isEnlarged, namesOf, type KeptSummary } from '../store/kept';
import { targetOf, type Target } from './readiness';

/**
 * A kept result as it is inserted now: above its source where that document is in front, else above
 * the active layer of a document with its name and canvas, as it is after the panel or the
 * document was opened again. The document may have been enlarged for another result of the same
 * kind: it is not enlarged again.
 *
 * @throws DocumentError `kept-document-missing`, and what `targetOf` throws
 */
export function reinserted(now: Snapshot, result: LayerResult, summary: KeptSummary): LayerResult {
  const target = targetOf(now);
  const above = placeIn(target, summary, result);
  const { size } = target.document;
  if (sameSize(size, summary.canvas)) return { ...result, above };
  if (result.mode !== 'enlarge' || !isEnlarged(summary, size)) throw documentMissing(summary);
  return { ...alreadyEnlarged(result), above };
}

function placeIn(
  { document, layer }: Target,
  summary: KeptSummary,
  { above }: LayerResult,
): LayerRef {
  const isSame = document.id === summary.documentId;
  if (!isSame && !namesOf(summary).includes(keptName(document.name)))
    throw documentMissing(summary);
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
