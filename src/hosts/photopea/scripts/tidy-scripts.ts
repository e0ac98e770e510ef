import type { DocKey } from '../keys';
import { literal } from './literal';
import {
  ALL_LAYERS,
  CLOSE,
  docLiteral,
  fileLiteral,
  FIND_DOCUMENT,
  HAS_LAYER,
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
  /** A layer that was being replaced, and the history state that has it. */
  readonly replaced?: { readonly layerId: number; readonly index: number } | null;
}

/** After a script that died half way: closes what is ours, steps back, shows what the user worked in. */
export function tidyScript(options: TidyScript): string {
  const { files, doc, active, historyIndex, replaced } = options;
  const user = literal(doc === null ? null : { index: doc.index, name: doc.name });
  return `${HISTORY}${ALL_LAYERS}${HAS_LAYER}${IS_OURS}${FIND_DOCUMENT}
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
  ${replaced == null ? '' : bringBack(replaced.layerId, replaced.index)}
}
${active === null ? '' : `var w = rsDoc(${docLiteral(active)}); if (w) { app.activeDocument = w; }`}
rsSay({ ok: true, closed: closed });`;
}

/** Source text that steps forward in "d", which is active, to where the layer is. */
function bringBack(layerId: number, index: number): string {
  return `var at = rsHist(d);
  if (at > -1) { if (d.historyStates.length > ${literal(index)}) {
    d.activeHistoryState = d.historyStates[${literal(index)}]; var back = rsHas(d, ${literal(layerId)});
    if (!back) { d.activeHistoryState = d.historyStates[at]; }
  } }`;
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
