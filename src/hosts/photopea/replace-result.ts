import { alreadyEnlarged, type LayerRef, type LayerResult } from '../../core/document';
import { sameSize } from '../../core/geometry';
import type { HostContext, LastInsertion } from './context';
import { resultNotLastError } from './errors';
import { insertResult } from './insert-result';
import { documentId, layerId } from './keys';
import { sizeFor } from './send-result';

/**
 * Takes the newest insertion back in the history and inserts the result anew: Photopea groups no steps, so that
 * deleting one layer and inserting another would be two. One undo then takes the result away altogether. What came
 * after the insertion would be lost with it, so nothing may have; and once Photopea has been asked, an abort is too
 * late: it ends with the new layer in the document.
 *
 * @throws DocumentError `result-not-last`, also for a result that needs a document of another size; whatever
 *   `insertResult` throws, with the layer in its place
 */
export async function replaceResult(
  context: HostContext,
  layer: LayerRef,
  result: LayerResult,
  signal: AbortSignal,
): Promise<LayerRef> {
  const last = context.lastInsertion;
  if (last === null || !isSame(layer, last)) throw resultNotLastError();
  const fitting = keepingSize(result, last);
  return insertResult(context, { ...fitting, above: last.above }, signal, last);
}

function isSame(layer: LayerRef, last: LastInsertion): boolean {
  return layer.documentId === documentId(last.after) && layer.layerId === layerId(last.layer);
}

/** The result for the document as the insertion left it, which may have been enlarged for another one long before. */
function keepingSize(result: LayerResult, { before, after }: LastInsertion): LayerResult {
  if (sameSize(sizeFor(result, before) ?? before, after)) return result;
  if (result.mode === 'enlarge' && sameSize(before, after)) return alreadyEnlarged(result);
  throw resultNotLastError();
}
