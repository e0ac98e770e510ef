import type { Rect } from '../../../core/geometry';
import type { DocKey } from '../keys';
import { literal } from './literal';
import {
  addTemporary,
  ALL_LAYERS,
  CLOSE,
  docLiteral,
  FIND_DOCUMENT,
  HISTORY,
  MASK_FROM_SELECTION,
  SELECTION,
  SELECTION_FROM_MASK,
} from './script-parts';

/** Index of the current history state, and how many there are. */
export type HistoryMark = readonly [number, number];

/**
 * The selection as the alpha of one PNG: exact where the merged picture is opaque, and no trace in the
 * history. It goes over Photopea's own clipboard. Only valid while `history` is what it was when the
 * layer was read.
 *
 * Answers `{ none }`, or `{ ok, bounds }` and the PNG, which lies on `bounds` (inside the canvas).
 */
export function copySelectionScript(doc: DocKey, history: HistoryMark): string {
  return `${HISTORY}${SELECTION}${FIND_DOCUMENT}
var d = rsDoc(${docLiteral(doc)});
if (d == null) { rsSay({ error: "nodoc" }); } else {
  var was = app.activeDocument; app.activeDocument = d; var same = true; var mark = ${literal(history)};
  if (rsHist(d) != mark[0]) { same = false; } if (d.historyStates.length != mark[1]) { same = false; }
  var b = rsSel(d); var empty = true;
  if (b) {
    b = [Math.max(0, Math.floor(b[0])), Math.max(0, Math.floor(b[1])),
      Math.min(d.width, Math.ceil(b[2])), Math.min(d.height, Math.ceil(b[3]))];
    if (b[2] > b[0]) { if (b[3] > b[1]) { empty = false; } }
  }
  if (b == null) { app.activeDocument = was; rsSay({ none: true }); }
  else if (!same) { app.activeDocument = was; rsSay({ error: "changed" }); }
  else if (empty) { app.activeDocument = was; rsSay({ error: "changed" }); }
  else {
    d.selection.copy(true); var n = app.documents.length;
    var w = b[2]; w -= b[0]; var h = b[3]; h -= b[1];
    var t = ${addTemporary('w', 'h', 'd.resolution')};
    if (app.documents.length != n + 1) { app.activeDocument = was; rsSay({ error: "busy" }); } else {
      t.paste(); t.saveToOE("png"); t.${CLOSE}; app.activeDocument = was;
      rsSay({ ok: true, bounds: b });
    }
  }
}`;
}

/**
 * The selection as the alpha of one PNG on `clip`, exact in every state: an empty layer gets a mask
 * from it, is copied out, and the history is stepped back. Two greyed rows stay in the history until
 * the next edit, and redo steps that were there are lost.
 *
 * Answers `{ none }`, or `{ ok, history }` and the PNG.
 */
export function selectionByHistoryScript(doc: DocKey, clip: Rect): string {
  const edges = [clip.x, clip.y, clip.x + clip.width, clip.y + clip.height];
  return `${HISTORY}${SELECTION}${ALL_LAYERS}${FIND_DOCUMENT}${MASK_FROM_SELECTION}${SELECTION_FROM_MASK}
function rsCount(d) { var all = []; rsAll(d, all); var n = all.length; return n; }
var d = rsDoc(${docLiteral(doc)});
if (d == null) { rsSay({ error: "nodoc" }); } else {
  var was = app.activeDocument; app.activeDocument = d;
  if (rsSel(d) == null) { app.activeDocument = was; rsSay({ none: true }); } else {
    var n = app.documents.length;
    var t = ${addTemporary('d.width', 'd.height', 'd.resolution')};
    if (app.documents.length != n + 1) { app.activeDocument = was; rsSay({ error: "busy" }); } else {
      app.activeDocument = d; var at = d.activeHistoryState; var layers = rsCount(d);
      d.artLayers.add();
      if (rsCount(d) == layers) {
        app.activeDocument = t; t.${CLOSE}; app.activeDocument = was; rsSay({ error: "busy" });
      } else {
        rsMaskFromSelection(); d.activeLayer.duplicate(t);
        d.activeHistoryState = at;
        /* With a full history the states move up under our feet: "at" then is not what it was. */
        if (rsCount(d) != layers) { var back = rsHist(d); back -= 2; d.activeHistoryState = d.historyStates[back]; }
        var history = [rsHist(d), d.historyStates.length];
        app.activeDocument = t; rsSelectionFromMask();
        var m = t.layers[0]; t.artLayers.add();
        var c = new SolidColor(); c.rgb.red = 255; c.rgb.green = 255; c.rgb.blue = 255;
        t.selection.fill(c, ColorBlendMode.NORMAL, 100, false); t.selection.deselect(); m.visible = false;
        t.crop(${literal(edges)}); t.saveToOE("png"); t.${CLOSE};
        app.activeDocument = was; rsSay({ ok: true, history: history });
      }
    }
  }
}`;
}
