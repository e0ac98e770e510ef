import type { DocKey, LayerKey } from '../keys';
import { literal } from './literal';
import {
  ACTIVE_KEY,
  ALL_LAYERS,
  CLOSE,
  docLiteral,
  fileLiteral,
  FIND_DOCUMENT,
  FIND_LAYER,
  HAS_LAYER,
  HISTORY,
  IS_BASE,
  IS_OURS,
  layerLiteral,
  SELECTION,
  SELECTION_FROM_MASK,
  SELECTION_TEXT,
  type SentFile,
} from './script-parts';
import { baseOf, rowsLiteral, TAKE_BACK, type InsertionRows } from './step-scripts';

export interface InsertTarget {
  readonly doc: DocKey;
  readonly above: LayerKey;
}

/**
 * What has to be known before the file is made; changes nothing.
 *
 * Answers `{ ok, docs, active, layers, history, selection, clipping }`. `active`: key of the active
 * document. `clipping`: the new layer has to be clipped, because the layer below it is, or because
 * layers above are clipped to that one and would take the new layer as their base.
 */
export function prepareInsertScript({ doc, above }: InsertTarget): string {
  return `${HISTORY}${SELECTION}${ALL_LAYERS}${FIND_DOCUMENT}${FIND_LAYER}${IS_BASE}${ACTIVE_KEY}
var d = rsDoc(${docLiteral(doc)});
if (d == null) { rsSay({ error: "nodoc" }); } else {
  var was = app.activeDocument; var active = rsActive(); var other = true; if (was == d) { other = false; }
  if (other) { app.activeDocument = d; }
  var l = rsFind(d, ${layerLiteral(above)});
  if (l == null) { rsSay({ error: "nolayer" }); } else {
    var clipping = l.grouped; var base = rsBase(d, l); if (base) { clipping = true; }
    var selected = false; var b = rsSel(d); if (b) { selected = true; }
    var all = []; rsAll(d, all);
    rsSay({ ok: true, docs: app.documents.length, active: active, clipping: clipping, layers: all.length,
      selection: selected, history: [rsHist(d), d.historyStates.length] });
  }
  if (other) { app.activeDocument = was; }
}`;
}

export interface InsertScript extends InsertTarget {
  /** Sent directly before the script. */
  readonly file: SentFile;
  /** Documents that were open before the file. */
  readonly docsBefore: number;
  /**
   * Key of the document that the user worked in: active again afterwards, unless documents came or
   * went.
   */
  readonly active: DocKey;
  /** Enlarges the document before the layer comes in; null leaves its size. */
  readonly resizeTo: { readonly width: number; readonly height: number } | null;
  /**
   * Selects what the new layer's mask shows. After enlarging, the old selection would lie in the wrong
   * place: Photopea keeps its coordinates.
   */
  readonly selectFromMask: boolean;
  /** An insertion that is taken back first, where it is the newest step; `doc` is the document after it. */
  readonly replaces: InsertionRows | null;
}

/**
 * Takes the layer out of the file of ours that was opened directly before, and closes that. Answers
 * `{ ok, id, name, item, history, rows, selection }`, `rows`: what it added to the history, together with a row
 * for the size that it found there; `history` as well where the document could not be enlarged; "changed" where
 * what is to be replaced is not the newest step.
 */
export function insertScript(options: InsertScript): string {
  const { doc, above, file, docsBefore, active, resizeTo, selectFromMask, replaces } = options;
  return `${HISTORY}${SELECTION}${SELECTION_TEXT}${ALL_LAYERS}${FIND_DOCUMENT}${FIND_LAYER}${HAS_LAYER}${IS_OURS}${SELECTION_FROM_MASK}
${replaces === null ? '' : TAKE_BACK}
var s = app.activeDocument; var ours = false; var d = rsDoc(${docLiteral(doc)}); var l = null;
var w = rsDoc(${docLiteral(active)});
if (app.documents.length > 0) { ours = rsOurs(s, ${fileLiteral(file)}); }
if (app.documents.length != ${literal(docsBefore + 1)}) { w = null; }
if (w == null) { w = d; }
if (!ours) {
  if (app.documents.length == ${literal(docsBefore)}) { rsSay({ error: "busy" }); } else { rsSay({ error: "notours" }); }
} else {
  var taken = true; var rows = 1; var fits = true;
  if (d) {
    app.activeDocument = d;
    ${replaces === null ? '' : takeBack(replaces)}
    l = rsFind(d, ${layerLiteral(above)});
    ${replaces === null ? '' : `if (taken) { if (l == null) { d.activeHistoryState = d.historyStates[${literal(replaces.index)}]; } }`}
    app.activeDocument = s;
  }
  if (d == null) { s.${CLOSE}; rsSay({ error: "nodoc" }); }
  else if (!taken) { s.${CLOSE}; rsSay({ error: "changed" }); }
  else if (l == null) { s.${CLOSE}; rsSay({ error: "nolayer" }); }
  else {
    ${resizeTo === null ? '' : resize(resizeTo.width, resizeTo.height)}
    if (!fits) { s.${CLOSE}; app.activeDocument = d;
      rsSay({ error: "noresize", history: [rsHist(d), d.historyStates.length] }); } else {
      d.activeLayer = l; app.activeDocument = s;
      s.layers[0].duplicate(d); s.${CLOSE}; app.activeDocument = d; var selection = null;
      ${selectFromMask ? 'rsSelectionFromMask(); rows = rows + 1; selection = rsSelText(d);' : ''}
      var r = d.activeLayer;
      rsSay({ ok: true, id: r.id, name: r.name, item: r.itemIndex, rows: rows, selection: selection,
        history: [rsHist(d), d.historyStates.length] });
    }
  }
  if (w) { app.activeDocument = w; }
}`;
}

/**
 * Source text that takes an insertion back in "d", which is active. The document keeps the size that it was given
 * for it: enlarging it once more could fail with the old layer gone.
 */
function takeBack(replaces: InsertionRows): string {
  const base = baseOf(replaces);
  const start = replaces.index - replaces.rows;
  const toBase = `d.activeHistoryState = d.historyStates[${literal(base)}]; rows = rows + ${literal(base - start)};`;
  return `taken = rsTakeBack(d, ${rowsLiteral(replaces)});
    ${base === start ? '' : `if (taken) { ${toBase} }`}`;
}

/** Source text that resizes `d`, and steps back if it became another size than asked for. */
function resize(width: number, height: number): string {
  return `app.activeDocument = d; var at = d.activeHistoryState;
    d.resizeImage(${literal(width)}, ${literal(height)}); rows = rows + 1;
    if (d.width != ${literal(width)}) { fits = false; } if (d.height != ${literal(height)}) { fits = false; }
    if (!fits) { d.activeHistoryState = at; }`;
}
