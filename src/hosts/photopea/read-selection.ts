import { type DocRect, contains, intersect, isEmpty, rectOfSize } from '../../core/geometry';
import { createMask, type Mask } from '../../core/mask';
import { AREA, checked, fieldsOf, HISTORY_MARK, oneFile, successOf } from './answers';
import type { PhotopeaAnswer } from './collect';
import { rememberOwnRows, runScript, untilAccepted, type HostContext } from './context';
import type { DocKey } from './keys';
import { copySelectionScript, selectionByHistoryScript } from './scripts/read-selection-script';
import { documentStatus, type DocumentStatus } from './document-status';

/**
 * The soft selection on exactly `docRect`; null when there is none.
 *
 * Where the layer that was read last covers the region, so that the merged picture is opaque, the
 * selection is copied out without a trace. Otherwise it goes through a layer mask that is taken back
 * in the history: exact in every state, at the price of the redo steps.
 */
export async function readSoftSelection(
  context: HostContext,
  doc: DocKey,
  docRect: DocRect,
  signal: AbortSignal,
): Promise<Mask | null> {
  const clip = intersect(docRect, rectOfSize(doc));
  const status = await documentStatus(context.channel, doc, signal);
  if (status.selection === null) return null;
  if (isEmpty(clip)) return createMask(docRect);
  const source = { doc, clip, docRect, status };
  return (
    (await copySelection(context, source, signal)) ?? selectionByHistory(context, source, signal)
  );
}

interface Source {
  readonly doc: DocKey;
  /** The part of `docRect` that lies on the canvas. */
  readonly clip: DocRect;
  readonly docRect: DocRect;
  readonly status: DocumentStatus;
}

/** The selection as it is on Photopea's clipboard; null where that would not be exact. */
async function copySelection(
  context: HostContext,
  { doc, clip, docRect, status }: Source,
  signal: AbortSignal,
): Promise<Mask | null> {
  const read = context.lastRead;
  if (read === null || !read.covers || !sameDoc(read.doc, doc) || !contains(read.clip, clip)) {
    return null;
  }
  const answer = await untilAccepted(context, signal, async () => {
    const leftBehind = { files: [], doc, active: status.active, historyIndex: null };
    const script = copySelectionScript(doc, read.history);
    return accepted(
      await runScript(context, { purpose: 'copy-selection', script, signal }, leftBehind),
    );
  });
  const fields = fieldsOf(answer);
  if (fields['ok'] !== true) return null;
  signal.throwIfAborted();
  return context.codec.readAlpha(oneFile(answer), checked(AREA, fields['bounds']), docRect);
}

/** `changed` and `none` are answers as well: the user did something since the layer was read. */
function accepted(answer: PhotopeaAnswer): PhotopeaAnswer {
  if (fieldsOf(answer)['error'] !== 'changed') successOf(answer);
  return answer;
}

async function selectionByHistory(
  context: HostContext,
  { doc, clip, docRect, status }: Source,
  signal: AbortSignal,
): Promise<Mask | null> {
  const { active, history } = status;
  const answer = await untilAccepted(context, signal, async () => {
    const leftBehind = { files: [], doc, active, historyIndex: history[0] };
    const script = selectionByHistoryScript(doc, clip);
    const call = { purpose: 'read-selection', script, signal } as const;
    const done = await runScript(context, call, leftBehind);
    const fields = successOf(done);
    if (fields['ok'] === true)
      rememberOwnRows(context, doc, checked(HISTORY_MARK, fields['history']));
    return done;
  });
  if (fieldsOf(answer)['none'] === true) return null;
  signal.throwIfAborted();
  return context.codec.readAlpha(oneFile(answer), clip, docRect);
}

function sameDoc(a: DocKey, b: DocKey): boolean {
  return a.index === b.index && a.name === b.name && a.width === b.width && a.height === b.height;
}
