import type { OpenDocument } from '../model/document';
import type { Sim } from '../sim';
import { strict } from '../strict';

function rowObject(sim: Sim, document: OpenDocument, index: number): object {
  const step = document.steps[index];
  const row = {
    id: step?.id,
    name: step?.name,
    docId: document.id,
    snapshot: false,
    typename: 'HistoryState',
  };
  return strict(sim, 'HistoryState', row);
}

export function historyRows(sim: Sim, document: OpenDocument): object[] {
  return document.steps.map((_, index) => rowObject(sim, document, index));
}

export function historyRow(sim: Sim, document: OpenDocument): object {
  return rowObject(sim, document, document.index);
}
