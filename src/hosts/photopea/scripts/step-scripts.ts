import type { DocKey, LayerKey } from '../keys';
import { literal } from './literal';
import { ALL_LAYERS, docLiteral, FIND_DOCUMENT, HISTORY } from './script-parts';

/** An insertion in the history of its document, which may have been enlarged for it. */
export interface InsertionRows {
  readonly before: DocKey;
  readonly after: DocKey;
  readonly layer: LayerKey;
  /** History index after the insertion, and how many rows that had added. */
  readonly index: number;
  readonly rows: number;
}

/** Whether a layer with this id is in "d", which is active. */
const HAS_LAYER = `
function rsHas(d, id) {
  var all = []; rsAll(d, all); var r = false;
  for (var i = 0; i < all.length; i++) { if (all[i].id == id) { r = true; } }
  return r;
}`;

/**
 * Takes an insertion back where it is the newest step; whichever document is active stays so. A history that is full
 * keeps its length, so that only the layer tells whether the step was the insertion. Answers `{ ok, history }`.
 */
export function stepBackScript({ after, layer, index, rows }: InsertionRows): string {
  return `${HISTORY}${ALL_LAYERS}${FIND_DOCUMENT}${HAS_LAYER}
var d = rsDoc(${docLiteral(after)}); var same = false; var was = app.activeDocument;
if (d) { if (rsHist(d) == ${literal(index)}) {
  app.activeDocument = d; same = rsHas(d, ${literal(layer.id)});
  if (same) {
    d.activeHistoryState = d.historyStates[${literal(index - rows)}];
    var left = rsHas(d, ${literal(layer.id)});
    if (left) { same = false; d.activeHistoryState = d.historyStates[${literal(index)}]; }
  }
} }
if (same) { rsSay({ ok: true, history: [rsHist(d), d.historyStates.length] }); } else { rsSay({ error: "changed" }); }
if (d) { app.activeDocument = was; }`;
}

/** Brings back what `stepBackScript` took, where nothing has happened since. Answers `{ ok }`. */
export function stepForwardScript({ before, index, rows }: InsertionRows): string {
  return `${HISTORY}${FIND_DOCUMENT}
var d = rsDoc(${docLiteral(before)}); var done = false; var was = app.activeDocument;
if (d) { if (rsHist(d) == ${literal(index - rows)}) { if (d.historyStates.length > ${literal(index)}) {
  app.activeDocument = d; d.activeHistoryState = d.historyStates[${literal(index)}]; done = true;
} } }
if (done) { rsSay({ ok: true }); } else { rsSay({ error: "changed" }); }
if (d) { app.activeDocument = was; }`;
}
