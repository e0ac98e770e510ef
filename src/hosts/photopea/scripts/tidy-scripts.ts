import type { DocKey } from '../keys';
import { literal } from './literal';
import {
  ALL_LAYERS,
  CLOSE,
  docLiteral,
  fileLiteral,
  FIND_DOCUMENT,
  HISTORY,
  IS_OURS,
  TEMP_NAME,
  type SentFile,
} from './script-parts';

export interface TidyScript {
  /** Files of ours that may still be open. */
  readonly files: readonly SentFile[];
  /** The user's document, by index and name: its size may be the one before or after enlarging. */
  readonly doc: DocKey | null;
  /** Which one the user worked in; where it is gone, `doc` comes to the front. */
  readonly active: DocKey | null;
  /** Index of the history state to go back to, if the history went on; null leaves it. */
  readonly historyIndex: number | null;
}

/** After a script that died half way: closes what is ours, steps back, shows what the user worked in. */
export function tidyScript({ files, doc, active, historyIndex }: TidyScript): string {
  const user = literal(doc === null ? null : { index: doc.index, name: doc.name });
  return `${HISTORY}${IS_OURS}${FIND_DOCUMENT}
var u = ${user}; var d = null; var files = [${files.map(fileLiteral).join(', ')}]; var closed = 0;
if (u) { if (u.index < app.documents.length) { var f = app.documents[u.index]; if (f.name == u.name) { d = f; } } }
var last = app.documents.length; last -= 1;
for (var i = last; i > -1; i--) {
  var t = app.documents[i]; var ours = false;
  if (t.name == ${literal(TEMP_NAME)}) { ours = true; }
  for (var j = 0; j < files.length; j++) { var sent = rsOurs(t, files[j]); if (sent) { ours = true; } }
  if (ours) { t.${CLOSE}; closed = closed + 1; }
}
if (d) {
  app.activeDocument = d;
  ${historyIndex === null ? '' : `if (rsHist(d) > ${literal(historyIndex)}) { d.activeHistoryState = d.historyStates[${literal(historyIndex)}]; }`}
}
${active === null ? '' : `var w = rsDoc(${docLiteral(active)}); if (w) { app.activeDocument = w; }`}
rsSay({ ok: true, closed: closed });`;
}

export interface UndoScript {
  readonly doc: DocKey;
  readonly layerId: number;
  /** History index after the insertion, and how many rows that had added. */
  readonly index: number;
  readonly rows: number;
}

/**
 * Takes an insertion back, unless something has happened in the document since; whichever is active
 * stays so. Answers `{ ok, history }`.
 */
export function undoInsertScript({ doc, layerId, index, rows }: UndoScript): string {
  return `${HISTORY}${ALL_LAYERS}${FIND_DOCUMENT}
var d = rsDoc(${docLiteral(doc)}); var same = false; var was = app.activeDocument;
if (d) { if (rsHist(d) == ${literal(index)}) {
  app.activeDocument = d; var all = []; rsAll(d, all);
  for (var i = 0; i < all.length; i++) { if (all[i].id == ${literal(layerId)}) { if (all[i].selected) { same = true; } } }
} }
if (!same) { rsSay({ error: "changed" }); } else {
  d.activeHistoryState = d.historyStates[${literal(index - rows)}];
  rsSay({ ok: true, history: [rsHist(d), d.historyStates.length] });
}
if (d) { app.activeDocument = was; }`;
}

/**
 * Looks in all documents for layers that came out of files with a layer id of `ids` (`below` not
 * included) and this name: Photopea gives them the id or the one above it, and adds to the name.
 * Answers `{ ok, count, found }`.
 */
export function findInsertedScript(
  ids: { readonly from: number; readonly below: number },
  name: string,
): string {
  return `${ALL_LAYERS}
var found = null; var count = 0; var was = null;
if (app.documents.length > 0) { was = app.activeDocument; }
for (var i = 0; i < app.documents.length; i++) {
  var d = app.documents[i]; var all = []; rsAll(d, all);
  for (var j = 0; j < all.length; j++) {
    var l = all[j]; var hit = false;
    if (l.id > ${literal(ids.from - 1)}) { if (l.id < ${literal(ids.below)}) { if (l.name.indexOf(${literal(name)}) == 0) { hit = true; } } }
    if (hit) {
      var other = true; if (d == was) { other = false; }
      count = count + 1; if (other) { app.activeDocument = d; }
      found = { index: i, doc: d.name, width: d.width, height: d.height, id: l.id, name: l.name, item: l.itemIndex };
      if (other) { app.activeDocument = was; }
    }
  }
}
rsSay({ ok: true, count: count, found: found });`;
}
