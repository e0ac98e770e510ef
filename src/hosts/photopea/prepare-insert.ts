import * as v from 'valibot';
import { DocumentError } from '../../core/errors';
import { checked, COUNT, DOCUMENT_KEY, FLAG, HISTORY_MARK, successOf } from './answers';
import type { HostContext, LastInsertion } from './context';
import { resultNotLastError } from './errors';
import { prepareInsertScript, type InsertTarget } from './scripts/insert-script';

const READY = v.object({
  docs: COUNT,
  /** Key of the document that the person works in. */
  active: DOCUMENT_KEY,
  layers: COUNT,
  clipping: FLAG,
  selection: FLAG,
  history: HISTORY_MARK,
});

export type Ready = v.InferOutput<typeof READY>;

/** @throws DocumentError `document-gone`, `layer-gone` */
export async function prepareInsert(
  { channel }: HostContext,
  target: InsertTarget,
  signal: AbortSignal,
): Promise<Ready> {
  const script = prepareInsertScript(target);
  return checked(
    READY,
    successOf(await channel.call({ purpose: 'prepare-insert', script, signal })),
  );
}

/**
 * The same where the result takes the place of an insertion, with that one still there: nothing has come between it
 * and what it was put above, so that the new layer has to be clipped where the old one is.
 *
 * @throws DocumentError `result-not-last`
 */
export async function prepareReplace(
  context: HostContext,
  { after, layer, index }: LastInsertion,
  signal: AbortSignal,
): Promise<Ready> {
  try {
    const ready = await prepareInsert(context, { doc: after, above: layer }, signal);
    if (ready.history[0] === index) return ready;
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
  }
  throw resultNotLastError();
}
