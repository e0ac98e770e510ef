import type { DocKey, LayerKey } from '../keys';
import { literal } from './literal';
import {
  ALL_LAYERS,
  docLiteral,
  FIND_DOCUMENT,
  HAS_LAYER,
  HISTORY,
  SELECTION,
  SELECTION_TEXT,
} from './script-parts';

/** An insertion in the history of its document, which may have been enlarged for it. */
export interface InsertionRows {
  readonly before: DocKey;
  readonly after: DocKey;
  readonly layer: LayerKey;
  /** History index after the insertion, and how many rows that had added. */
  readonly index: number;
  readonly rows: number;
  /** Bounds of the selection that the last of the rows made, as the script writes them; null: none did. */
  readonly selection: string | null;
}

/** History index of the row before the one that the layer came in with. */
export function baseOf({ index, selection }: InsertionRows): number {
  return index - (selection === null ? 1 : 2);
}

/**
 * Takes an insertion back in "d", which is active, where it is the newest step: true. Else "d" is left in the row
 * that it was in. The index alone proves nothing: it is the same after an undone row and a new one, and in a full
 * history after any edit. So every row has to do what the row of the insertion did: the selection changes to
 * what it was, the layer comes in, the size becomes what it was.
 */
export const TAKE_BACK = `
function rsSized(d, k) { var r = false; if (d.width == k.width) { if (d.height == k.height) { r = true; } } return r; }
function rsTakeBack(d, k) {
  var at = rsHist(d); var i = at; var ok = rsHas(d, k.id);
  if (at != k.index) { ok = false; }
  if (at < k.rows) { ok = false; }
  if (ok) { if (k.selection != null) {
    var made = rsSelText(d); i -= 1; d.activeHistoryState = d.historyStates[i];
    var old = rsSelText(d); ok = rsHas(d, k.id);
    if (made != k.selection) { ok = false; }
    if (old == made) { ok = false; }
  } }
  if (ok) {
    i -= 1; d.activeHistoryState = d.historyStates[i];
    var left = rsHas(d, k.id); ok = rsSized(d, k.after);
    if (left) { ok = false; }
  }
  if (ok) {
    if (i != k.start) { i -= 1; d.activeHistoryState = d.historyStates[i]; }
    ok = rsSized(d, k.before);
    if (i != k.start) { ok = false; }
  }
  if (!ok) { if (rsHist(d) != at) { d.activeHistoryState = d.historyStates[at]; } }
  return ok;
}`;

/** What `rsTakeBack` has to know. */
export function rowsLiteral({
  before,
  after,
  layer,
  index,
  rows,
  selection,
}: InsertionRows): string {
  const sizes = { before: sizeOf(before), after: sizeOf(after) };
  return literal({ id: layer.id, index, rows, start: index - rows, selection, ...sizes });
}

function sizeOf({ width, height }: DocKey): { width: number; height: number } {
  return { width, height };
}

/**
 * Takes an insertion back, unless something has happened in the document since; whichever is active stays so.
 * The document comes to the front first, since that confirms what is being transformed in it, with a row. Answers
 * `{ ok, history }`.
 */
export function takeBackScript(rows: InsertionRows): string {
  return `${HISTORY}${SELECTION}${SELECTION_TEXT}${ALL_LAYERS}${FIND_DOCUMENT}${HAS_LAYER}${TAKE_BACK}
var d = rsDoc(${docLiteral(rows.after)}); var done = false; var was = app.activeDocument;
if (d) { app.activeDocument = d; done = rsTakeBack(d, ${rowsLiteral(rows)}); }
if (done) { rsSay({ ok: true, history: [rsHist(d), d.historyStates.length] }); } else { rsSay({ error: "changed" }); }
if (d) { app.activeDocument = was; }`;
}
