import { abortable } from '../../core/abort';
import { type LayerRef, type LayerResult, PLAIN_LOOK } from '../../core/document';
import { untilAccepted, type HostContext, type LastInsertion } from './context';
import { findInserted } from './find-inserted';
import { carries, insertMark, nextId, nextIdAfter } from './insert-mark';
import { parseDocumentId, parseLayerId, type DocKey } from './keys';
import { prepareInsert, prepareReplace, type Ready } from './prepare-insert';
import type { InsertTarget } from './scripts/insert-script';
import { sendResult } from './send-result';

/**
 * Puts the result directly above its source: a PSD with the one layer and, right behind it, a script
 * that moves the layer over and closes the PSD. Photopea treats both as one step, so nothing can come
 * between, and its history gains one row ("Duplicate Layer"); with `enlarge` one for the image size
 * before it and, if there was a selection, one for the selection after it.
 *
 * Photopea adds " copy" to the name. Renaming the layer would cost a second row, and a user's single
 * Ctrl+Z would then take back the name only: one undo step is worth more than the bare name, so the
 * file carries the name itself and it is left to stand as, say, "fast 2x copy".
 *
 * @param replaces the newest insertion, in whose place the result goes; all that can be done before is done with its
 *   layer in the document
 */
export async function insertResult(
  context: HostContext,
  result: LayerResult,
  signal: AbortSignal,
  replaces: LastInsertion | null = null,
): Promise<LayerRef> {
  const mark = insertMark(result);
  const { ref, count } = await insertedEarlier(context, mark, result.name, signal);
  if (ref !== null) {
    // Which rows it has is not known, and what was the newest insertion before is that no more.
    context.lastInsertion = null;
    return ref;
  }
  const target = targetOf(result, replaces);
  const ready = await (replaces === null
    ? prepareInsert(context, target, signal)
    : prepareReplace(context, replaces, signal));
  const { name, rect, image, mask } = result;
  const asked = result.look ?? PLAIN_LOOK;
  // Layers that were clipped to the source since it was read stay so as well.
  const look = { ...asked, clipped: asked.clipped || ready.clipping };
  const iccProfile = await abortable(profileOf(context, target.doc, ready), signal);
  const content = result.mode === 'smart-object' ? result.content : null;
  const old = replaces?.layer.id ?? null;
  const id = old === null ? nextId(mark, count) : nextIdAfter(mark, count, old);
  const layer = { name, id, rect, image, mask, look, iccProfile, content };
  const psd = await abortable(context.codec.layerPsd(layer), signal);
  const before = old !== null && carries(old, mark) ? count - 1 : count;
  const sent = { result, psd, target, mark, before, replaces };
  return untilAccepted(context, signal, () => sendResult(context, sent, signal));
}

function targetOf({ above }: LayerResult, replaces: LastInsertion | null): InsertTarget {
  const doc = replaces?.after ?? parseDocumentId(above.documentId);
  return { doc, above: parseLayerId(above.layerId) };
}

/**
 * Looks for layers that the result became before. `ref` is set if an insertion whose outcome was
 * unknown has been carried out since; nothing is left to do then.
 */
async function insertedEarlier(
  context: HostContext,
  mark: number,
  name: string,
  signal: AbortSignal,
): Promise<{ ref: LayerRef | null; count: number }> {
  const found = await findInserted(context.channel, mark, name, signal);
  const before = context.uncertain.get(mark);
  context.uncertain.delete(mark);
  const arrived = before !== undefined && found.count > before;
  return { ref: arrived ? found.ref : null, count: found.count };
}

/**
 * The profile that the source was read with, so that what was not converted then is not converted
 * now.
 */
async function profileOf(
  context: HostContext,
  doc: DocKey,
  ready: Ready,
): Promise<Uint8Array | null> {
  const { traits } = context;
  const known = traits.looked(doc) ? traits.known(doc) : await traits.forRun({ ...ready, doc });
  return known?.iccProfile ?? null;
}
