import type { DocumentState, OpenDocument } from './model/document';
import { walk } from './model/layer';
import { notify } from './notify';
import type { Sim } from './sim';

/** Whether a state of the history would show a difference; which layer is active is none. */
export function differs(a: DocumentState, b: DocumentState): boolean {
  const keys = ['layers', 'selection', 'size', 'mode', 'depth', 'resolution', 'profile'] as const;
  return keys.some((key) => a[key] !== b[key]);
}

export function addDocument(sim: Sim, name: string, state: DocumentState): OpenDocument {
  for (const { id } of walk(state.layers)) sim.reserveId(id);
  const document: OpenDocument = {
    id: sim.nextId(),
    name,
    state,
    steps: [{ id: sim.nextId(), name: 'Open', state }],
    index: 0,
    suspended: null,
    open: true,
  };
  sim.documents.push(document);
  sim.activeId = document.id;
  return document;
}

export function closeDocument(sim: Sim, document: OpenDocument): void {
  document.open = false;
  const at = sim.documents.indexOf(document);
  if (at >= 0) sim.documents.splice(at, 1);
  if (sim.activeId === document.id) sim.activeId = sim.documents.at(-1)?.id ?? null;
}

/** A change that is no row of the history: another active layer. */
export function adjust(document: OpenDocument, state: DocumentState): void {
  document.state = state;
  const step = document.steps[document.index];
  if (document.suspended === null && step) document.steps[document.index] = { ...step, state };
}

/** A change by a script or a user: one row, unless the history is suspended. */
export function commit(
  sim: Sim,
  document: OpenDocument,
  name: string,
  state: DocumentState,
  by: 'script' | 'user' = 'script',
): void {
  document.state = state;
  if (document.suspended !== null || (by === 'script' && !sim.rules('H1'))) return;
  pushStep(sim, document, name);
  if (by === 'user' || !sim.rules('B8')) {
    notify(sim, 'historyStateChanged', { documentID: document.id, name });
  }
}

export function pushStep(sim: Sim, document: OpenDocument, name: string): void {
  document.steps.splice(document.index + 1);
  document.steps.push({ id: sim.nextId(), name, state: document.state });
  document.index = document.steps.length - 1;
}

export function undo(sim: Sim, document: OpenDocument): void {
  if (document.index === 0) return;
  document.index -= 1;
  const step = document.steps[document.index];
  if (step && sim.rules('H9')) document.state = step.state;
  notify(sim, 'historyStateChanged', { documentID: document.id });
}
