import type { OpenDocument } from '../model/document';
import { contextOf } from '../execution-context';
import { guardChange, ownScope } from '../modal-guard';
import { call, errorOf, type Sim } from '../sim';
import { resumeDocument, suspendHistory } from '../suspension';

/** `document.suspendHistory`: gives nothing back, whatever the work gives. */
export async function suspendAround(
  sim: Sim,
  document: OpenDocument,
  work: (context: object) => unknown,
  name: string,
): Promise<unknown> {
  await call(sim, 'document.suspendHistory', () => {
    guardChange(sim, 'suspendHistory');
    suspendHistory(sim, document, name);
  });
  const scope = ownScope(sim);
  if (scope === null) throw errorOf(sim, 'the modal scope has ended');
  try {
    const value = await work(contextOf(sim, scope));
    resumeDocument(sim, document, true);
    return sim.rules('H6') ? undefined : value;
  } catch (error) {
    resumeDocument(sim, document, false);
    throw error;
  }
}
