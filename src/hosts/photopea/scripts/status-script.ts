import type { DocKey } from '../keys';
import {
  ACTIVE_KEY,
  ALL_LAYERS,
  docLiteral,
  FIND_DOCUMENT,
  HISTORY,
  SELECTION,
} from './script-parts';

/**
 * One document's history and selection, whichever is active; changes nothing. Answers
 * `{ ok, docs, active, layers, history, selection }`, `active`: key of the active document.
 */
export function statusScript(doc: DocKey): string {
  return `${HISTORY}${SELECTION}${ALL_LAYERS}${FIND_DOCUMENT}${ACTIVE_KEY}
var d = rsDoc(${docLiteral(doc)});
if (d == null) { rsSay({ error: "nodoc" }); } else {
  var was = app.activeDocument; var active = rsActive(); var other = true; if (was == d) { other = false; }
  if (other) { app.activeDocument = d; }
  var all = []; rsAll(d, all); var selection = rsSel(d); var history = [rsHist(d), d.historyStates.length];
  if (other) { app.activeDocument = was; }
  rsSay({ ok: true, docs: app.documents.length, active: active, layers: all.length, history: history, selection: selection });
}`;
}
