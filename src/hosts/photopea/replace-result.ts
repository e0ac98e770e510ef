import type { LayerRef, LayerResult } from '../../core/document';
import { DocumentError } from '../../core/errors';
import { checked, fieldsOf, HISTORY_MARK } from './answers';
import { rememberOwnRows, type HostContext, type LastInsertion } from './context';
import { insertResult } from './insert-result';
import { documentId, layerId } from './keys';
import { stepBackScript, stepForwardScript } from './scripts/step-scripts';

/**
 * Takes the newest insertion back in the history and inserts the result anew: Photopea groups no steps, so that
 * deleting one layer and inserting another would be two. One undo then takes the result away altogether. What came
 * after the insertion would be lost with it, so nothing may have.
 *
 * @throws DocumentError `result-not-last`; whatever `insertResult` throws, with the layer back in its place
 */
export async function replaceResult(
  context: HostContext,
  layer: LayerRef,
  result: LayerResult,
  signal: AbortSignal,
): Promise<LayerRef> {
  const last = context.lastInsertion;
  if (last === null || !isSame(layer, last)) throw notLast();
  await stepBack(context, last);
  try {
    return await insertResult(context, { ...result, above: last.above }, signal);
  } catch (error) {
    await stepForward(context, last).catch(() => undefined);
    throw error;
  }
}

function isSame(layer: LayerRef, last: LastInsertion): boolean {
  return layer.documentId === documentId(last.after) && layer.layerId === layerId(last.layer);
}

async function stepBack(context: HostContext, last: LastInsertion): Promise<void> {
  const script = stepBackScript(last);
  const answer = fieldsOf(await context.channel.call({ purpose: 'undo-insert', script }));
  if (answer['ok'] !== true) throw notLast();
  context.traits.moved(last.after, last.before);
  rememberOwnRows(context, last.before, checked(HISTORY_MARK, answer['history']));
}

async function stepForward(context: HostContext, last: LastInsertion): Promise<void> {
  const script = stepForwardScript(last);
  const answer = fieldsOf(await context.channel.call({ purpose: 'redo-insert', script }));
  if (answer['ok'] !== true) return;
  context.traits.moved(last.before, last.after);
  context.lastInsertion = last;
}

function notLast(): DocumentError {
  return new DocumentError({
    code: 'result-not-last',
    message: 'The document was changed after the result came in, or that was taken back.',
    hint: 'In Photopea only the newest step can be replaced: undo what came after the result and apply again, or save it as a PNG.',
  });
}
