import type { DocKey } from '../keys';
import { literal } from './literal';
import { ALL_LAYERS, docLiteral, FIND_DOCUMENT, HISTORY, SELECTION } from './parts';

/**
 * One document's history and selection, whichever is active; changes nothing. Answers
 * `{ ok, docs, active, layers, history, selection }`, `active`: index of the active document.
 */
export function statusScript(doc: DocKey): string {
  return `${HISTORY}${SELECTION}${ALL_LAYERS}${FIND_DOCUMENT}
var d = rsDoc(${docLiteral(doc)});
if (d == null) { rsSay({ error: "nodoc" }); } else {
  var was = app.activeDocument; var active = -1;
  for (var i = 0; i < app.documents.length; i++) { if (app.documents[i] == was) { active = i; } }
  if (active != ${literal(doc.index)}) { app.activeDocument = d; }
  var all = []; rsAll(d, all); var selection = rsSel(d); var history = [rsHist(d), d.historyStates.length];
  if (active != ${literal(doc.index)}) { app.activeDocument = was; }
  rsSay({ ok: true, docs: app.documents.length, active: active, layers: all.length, history: history, selection: selection });
}`;
}
