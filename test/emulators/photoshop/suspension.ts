import { differs, pushStep } from './history';
import type { OpenDocument, Suspension } from './model/document';
import { errorOf, type Sim } from './sim';

/** Documents with a suspended history, by the handle that the plugin holds. */
function suspendedBy(sim: Sim, handle: object): OpenDocument | undefined {
  return sim.documents.find((document) => document.suspended?.handle === handle);
}

export function suspendHistory(sim: Sim, document: OpenDocument, name: string): object {
  if (document.suspended !== null && sim.rules('H5')) {
    throw errorOf(sim, `the history of document ${document.id} is suspended`);
  }
  const handle: Suspension['handle'] = { finalName: name };
  document.suspended = { documentId: document.id, name, before: document.state, handle };
  return handle;
}

export function resumeHistory(sim: Sim, handle: object, committed: boolean): void {
  const document = suspendedBy(sim, handle);
  if (document === undefined) {
    if (sim.rules('H4')) throw errorOf(sim, 'the history is not suspended');
    return;
  }
  resumeDocument(sim, document, committed);
}

export function resumeDocument(sim: Sim, document: OpenDocument, committed: boolean): void {
  const { suspended } = document;
  if (suspended === null) return;
  document.suspended = null;
  if (!committed) {
    if (sim.rules('H7')) document.state = suspended.before;
    return;
  }
  if (!differs(document.state, suspended.before) && sim.rules('H3')) {
    document.steps[document.index] = { ...at(document), state: document.state };
    return;
  }
  const { finalName } = suspended.handle;
  pushStep(sim, document, (sim.rules('H2') ? finalName : null) ?? suspended.name);
}

function at(document: OpenDocument): OpenDocument['steps'][number] {
  const step = document.steps[document.index];
  if (step === undefined) throw new Error('the history has no current row');
  return step;
}

export function endSuspensions(sim: Sim, committed: boolean): void {
  for (const document of [...sim.documents]) resumeDocument(sim, document, committed);
}
