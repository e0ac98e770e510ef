import * as v from 'valibot';
import { abortable } from '../../core/abort';
import { scaleSize } from '../../core/geometry';
import { type LayerRef, type LayerResult, PLAIN_LOOK } from '../../core/document';
import {
  checked,
  COUNT,
  DOCUMENT_KEY,
  fieldsOf,
  FLAG,
  HISTORY_MARK,
  LAYER_KEY,
  successOf,
} from './answers';
import { rememberOwnRows, runScript, untilAccepted, type HostContext } from './context';
import { isUncertain } from './errors';
import { findInserted } from './find-inserted';
import { insertMark, nextId } from './insert-mark';
import { documentId, layerId, parseDocumentId, parseLayerId, type DocKey } from './keys';
import { insertScript, prepareInsertScript, type InsertTarget } from './scripts/insert-script';
import type { SentFile } from './scripts/script-parts';
import type { HistoryMark } from './scripts/read-selection-script';
import { undoInsertScript } from './scripts/tidy-scripts';

/**
 * Puts the result directly above its source: a PSD with the one layer and, right behind it, a script
 * that moves the layer over and closes the PSD. Photopea treats both as one step, so nothing can come
 * between, and its history gains one row ("Duplicate Layer"); with `enlarge` one for the image size
 * before it and, if there was a selection, one for the selection after it.
 *
 * Photopea adds " copy" to the name. Renaming the layer would cost a second row, and a user's single
 * Ctrl+Z would then take back the name only: one undo step is worth more than the bare name, so the
 * file carries the name itself and it is left to stand as, say, "fast 2x copy".
 */
export async function insertResult(
  context: HostContext,
  result: LayerResult,
  signal: AbortSignal,
): Promise<LayerRef> {
  const target = targetOf(result);
  const mark = insertMark(result);
  const earlier = await insertedEarlier(context, mark, result.name, signal);
  if (earlier.ref !== null) return earlier.ref;
  const ready = await prepare(context, target, signal);
  const { name, rect, image, mask } = result;
  const asked = result.look ?? PLAIN_LOOK;
  // Layers that were clipped to the source since it was read stay so as well.
  const look = { ...asked, clipped: asked.clipped || ready.clipping };
  const iccProfile = await abortable(profileOf(context, target.doc, ready), signal);
  const content = result.mode === 'smart-object' ? result.content : null;
  const id = nextId(mark, earlier.count);
  const layer = { name, id, rect, image, mask, look, iccProfile, content };
  const psd = await abortable(context.codec.layerPsd(layer), signal);
  const sent: Sent = { psd, file: sentFile(psd, result.name), target, mark, before: earlier.count };
  return untilAccepted(context, signal, () => send(context, result, sent, signal));
}

interface Sent {
  readonly psd: ArrayBuffer;
  readonly file: SentFile;
  readonly target: InsertTarget;
  readonly mark: number;
  /** Layers with the mark before. */
  readonly before: number;
}

function targetOf({ above }: LayerResult): InsertTarget {
  return { doc: parseDocumentId(above.documentId), above: parseLayerId(above.layerId) };
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

const READY = v.object({
  docs: COUNT,
  /** Key of the document that the person works in. */
  active: DOCUMENT_KEY,
  layers: COUNT,
  clipping: FLAG,
  selection: FLAG,
  history: HISTORY_MARK,
});

type Ready = v.InferOutput<typeof READY>;

/** @throws DocumentError `document-gone`, `layer-gone` */
async function prepare(
  context: HostContext,
  target: InsertTarget,
  signal: AbortSignal,
): Promise<Ready> {
  const script = prepareInsertScript(target);
  const call = { purpose: 'prepare-insert', script, signal } as const;
  return checked(READY, successOf(await context.channel.call(call)));
}

const INSERTED = v.object({ ...LAYER_KEY.entries, history: HISTORY_MARK, rows: COUNT });

/** Once it is sent there is no way back but the history: an abort after that undoes the insertion. */
async function send(
  context: HostContext,
  result: LayerResult,
  { psd, file, target, mark, before: copies }: Sent,
  signal: AbortSignal,
): Promise<LayerRef> {
  const { doc } = target;
  const { docs, active, history, selection } = await prepare(context, target, signal);
  const resizeTo = result.mode === 'enlarge' ? scaleSize(doc, result.scale) : null;
  const selectFromMask = resizeTo !== null && selection;
  const before = { docsBefore: docs, active };
  const script = insertScript({ ...target, file, ...before, resizeTo, selectFromMask });
  const leftBehind = { files: [file], doc, active, historyIndex: history[0] };
  try {
    const call = { purpose: 'insert', script, files: [psd], signal } as const;
    const answer = await runScript(context, call, leftBehind);
    const { error, history: rowsLeft } = fieldsOf(answer);
    if (error === 'noresize') rememberOwnRows(context, doc, checked(HISTORY_MARK, rowsLeft));
    const { rows, history: now, ...layer } = checked(INSERTED, successOf(answer));
    const after: DocKey = resizeTo === null ? doc : { ...doc, ...resizeTo };
    if (resizeTo !== null) context.traits.moved(doc, after);
    if (signal.aborted) {
      const undone = await undo(context, after, { layerId: layer.id, index: now[0], rows });
      if (undone !== null) {
        rememberOwnRows(context, doc, undone);
        throw signal.reason;
      }
    }
    const { above } = result;
    context.lastInsertion = { before: doc, after, layer, index: now[0], rows, above };
    return { documentId: documentId(after), layerId: layerId(layer) };
  } catch (error) {
    if (isUncertain(error)) context.uncertain.set(mark, copies);
    throw error;
  }
}

/**
 * Undoes an insertion; returns the history after it, or null if the document was changed since, so
 * that the layer stays.
 */
async function undo(
  context: HostContext,
  doc: DocKey,
  row: { layerId: number; index: number; rows: number },
): Promise<HistoryMark | null> {
  const script = undoInsertScript({ doc, ...row });
  const answer = await context.channel.call({ purpose: 'undo-insert', script });
  const fields = fieldsOf(answer);
  return fields['ok'] === true ? checked(HISTORY_MARK, fields['history']) : null;
}

/** Width and height lie in a PSD's header at 18 and 14. */
function sentFile(psd: ArrayBuffer, name: string): SentFile {
  const view = new DataView(psd);
  return { name, width: view.getUint32(18), height: view.getUint32(14) };
}
