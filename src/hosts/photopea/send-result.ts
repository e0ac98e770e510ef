import * as v from 'valibot';
import { scaleSize, type Size } from '../../core/geometry';
import type { LayerRef, LayerResult } from '../../core/document';
import { checked, COUNT, fieldsOf, HISTORY_MARK, LAYER_KEY, successOf } from './answers';
import { rememberOwnRows, runScript, type HostContext, type LastInsertion } from './context';
import { isUncertain, resultNotLastError } from './errors';
import { documentId, layerId, type DocKey } from './keys';
import { prepareInsert, prepareReplace } from './prepare-insert';
import { insertScript, type InsertTarget } from './scripts/insert-script';
import type { HistoryMark } from './scripts/read-selection-script';
import type { SentFile } from './scripts/script-parts';
import { takeBackScript } from './scripts/step-scripts';

/** A result on its way into a document. */
export interface Sent {
  readonly result: LayerResult;
  readonly psd: ArrayBuffer;
  readonly target: InsertTarget;
  /** See `insertMark`. */
  readonly mark: number;
  /** Layers with the mark that there are without this one. */
  readonly before: number;
  /** The insertion in whose place it goes; `target` is in the document as that left it. */
  readonly replaces: LastInsertion | null;
}

/** Bounds of a selection in the script's own words: four numbers, or null. */
const SELECTION = v.nullable(v.pipe(v.string(), v.maxLength(256)));

const INSERTED = v.object({
  ...LAYER_KEY.entries,
  history: HISTORY_MARK,
  rows: COUNT,
  selection: SELECTION,
});

/**
 * Sends the file, and the script that takes the layer out of it; a layer that is replaced goes in the same script, so
 * that Photopea refuses all of it or nothing.
 *
 * Once it is sent there is no way back but the history: an abort after that undoes an insertion. It comes too late for
 * a replacement, which has taken the old layer's rows out of the history.
 *
 * @throws DocumentError `result-not-last`
 */
export async function sendResult(
  context: HostContext,
  sent: Sent,
  signal: AbortSignal,
): Promise<LayerRef> {
  const { doc } = sent.target;
  const inserted = await inserting(context, sent, signal);
  if (signal.aborted && sent.replaces === null) {
    const undone = await takeBack(context, inserted);
    if (undone !== null) {
      rememberOwnRows(context, doc, undone);
      throw signal.reason;
    }
  }
  context.lastInsertion = inserted;
  return { documentId: documentId(inserted.after), layerId: layerId(inserted.layer) };
}

async function inserting(
  context: HostContext,
  sent: Sent,
  signal: AbortSignal,
): Promise<LastInsertion> {
  const { result, psd, target, mark, replaces } = sent;
  const { doc } = target;
  const { docs, active, history, selection } = await (replaces === null
    ? prepareInsert(context, target, signal)
    : prepareReplace(context, replaces, signal));
  const resizeTo = replaces === null ? sizeFor(result, doc) : null;
  const selectFromMask = result.mode === 'enlarge' && selection;
  const file = sentFile(psd, result.name);
  const place = { ...target, file, docsBefore: docs, active, replaces };
  const script = insertScript({ ...place, resizeTo, selectFromMask });
  const leftBehind = {
    files: [file],
    doc,
    active,
    historyIndex: replaces === null ? history[0] : null,
    replaced: replaces && { layerId: replaces.layer.id, index: replaces.index },
  };
  try {
    const call = { purpose: 'insert', script, files: [psd], signal } as const;
    const answer = await runScript(context, call, leftBehind);
    const { error, history: rowsLeft } = fieldsOf(answer);
    if (error === 'noresize') rememberOwnRows(context, doc, checked(HISTORY_MARK, rowsLeft));
    if (error === 'changed') throw resultNotLastError();
    const { history: now, ...made } = checked(INSERTED, successOf(answer));
    const { rows, selection: bounds, ...layer } = made;
    const after: DocKey = { ...doc, ...resizeTo };
    if (resizeTo !== null) context.traits.moved(doc, after);
    const { above } = result;
    const before = replaces?.before ?? doc;
    return { before, after, layer, index: now[0], rows, selection: bounds, above };
  } catch (error) {
    if (isUncertain(error)) context.uncertain.set(mark, sent.before);
    throw error;
  }
}

/** The size that a document has to have for a result; null: the one it has. */
export function sizeFor(result: LayerResult, doc: DocKey): Size | null {
  return result.mode === 'enlarge' ? scaleSize(doc, result.scale) : null;
}

/**
 * Undoes an insertion; returns the history after it, or null if the document was changed since, so
 * that the layer stays.
 */
async function takeBack(
  { channel }: HostContext,
  inserted: LastInsertion,
): Promise<HistoryMark | null> {
  const answer = await channel.call({ purpose: 'undo-insert', script: takeBackScript(inserted) });
  const fields = fieldsOf(answer);
  return fields['ok'] === true ? checked(HISTORY_MARK, fields['history']) : null;
}

/** Width and height lie in a PSD's header at 18 and 14. */
function sentFile(psd: ArrayBuffer, name: string): SentFile {
  const view = new DataView(psd);
  return { name, width: view.getUint32(18), height: view.getUint32(14) };
}
