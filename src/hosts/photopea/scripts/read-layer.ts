import type { Rect } from '../../../core/geometry';
import type { DocKey, LayerKey } from '../keys';
import { literal } from './literal';
import {
  addTemporary,
  ALL_LAYERS,
  CLOSE,
  DELETE_MASK,
  docLiteral,
  fileLiteral,
  FIND_DOCUMENT,
  FIND_LAYER,
  HAS_MASK,
  HISTORY,
  IS_OURS,
  layerLiteral,
  type SentFile,
} from './parts';

export interface ReadLayerScript {
  readonly doc: DocKey;
  readonly layer: LayerKey;
  /** Part of the canvas. */
  readonly clip: Rect;
  /** `psd`: the layer as it is stored. `png`: as it is drawn, which takes longer. */
  readonly format: LayerFormat;
}

export type LayerFormat = 'psd' | 'png';

const COMMON = `${HISTORY}${ALL_LAYERS}${FIND_DOCUMENT}${FIND_LAYER}${HAS_MASK}${DELETE_MASK}
/* Whether the layer shows fully wherever it is opaque; "l" in the active document "d". */
function rsPlain(d, l) {
  var ok = l.visible; if (l.grouped) { ok = false; }
  if (l.opacity < 100) { ok = false; } if (l.fillOpacity < 100) { ok = false; }
  var p = l.parent; var groups = [];
  while (p != null && p.typename == "LayerSet") {
    if (!p.visible) { ok = false; } if (p.opacity < 100) { ok = false; }
    groups.push(p); p = p.parent;
  }
  if (ok) { if (groups.length > 0) {
    var all = []; rsAll(d, all); var n = 0; for (var i = 0; i < all.length; i++) { if (all[i].selected) { n = n + 1; } }
    if (n == 1) {
      var active = d.activeLayer;
      for (var i = 0; i < groups.length; i++) {
        d.activeLayer = groups[i]; var masked = rsHasMask(); if (masked) { ok = false; }
      }
      d.activeLayer = active;
    } else { ok = false; }
  } }
  return ok;
}
/* Makes the copied layer show its own pixels and nothing else; returns whether it had a mask. */
function rsBare(k) {
  k.grouped = false;
  if (!k.visible) { k.visible = true; }
  k.opacity = 100; k.fillOpacity = 100; k.blendMode = BlendMode.NORMAL;
  var had = rsHasMask(); if (had) { rsDelMask(); }
  return had;
}`;

/**
 * The layer's own pixels on `clip`, through a temporary document without a profile: values come as
 * sRGB. Answers `{ ok, plain, history }` and one file whose canvas is `clip`.
 */
export function readLayerScript({ doc, layer, clip, format }: ReadLayerScript): string {
  const edges = [clip.x, clip.y, clip.x + clip.width, clip.y + clip.height];
  return `${COMMON}
var d = rsDoc(${docLiteral(doc)}); var l = null;
if (d == null) { rsSay({ error: "nodoc" }); } else {
  var was = app.activeDocument; app.activeDocument = d; l = rsFind(d, ${layerLiteral(layer)});
  if (l == null) { app.activeDocument = was; rsSay({ error: "nolayer" }); } else {
    var n = app.documents.length;
    var t = ${addTemporary('d.width', 'd.height', 'd.resolution')};
    if (app.documents.length != n + 1) { app.activeDocument = was; rsSay({ error: "busy" }); } else {
      app.activeDocument = d; var plain = rsPlain(d, l); var history = [rsHist(d), d.historyStates.length];
      l.duplicate(t); app.activeDocument = t;
      var masked = rsBare(t.layers[0]); if (masked) { plain = false; }
      t.crop(${literal(edges)}); t.saveToOE(${literal(format)}); t.${CLOSE};
      app.activeDocument = was; rsSay({ ok: true, plain: plain, history: history });
    }
  }
}`;
}

export interface ReadLayerInProfileScript extends ReadLayerScript {
  /** Sent directly before the script; of `clip`'s size. */
  readonly file: SentFile;
  /** Index of the document that was active before the file was sent; -1: none was found. */
  readonly activeIndex: number;
}

/**
 * The same through a file of ours that carries the document's own profile, so that Photopea has
 * nothing to convert: values come as they are.
 */
export function readLayerInProfileScript(options: ReadLayerInProfileScript): string {
  const { doc, layer, clip, format, file, activeIndex } = options;
  return `${COMMON}${IS_OURS}
var t = app.activeDocument; var ours = false;
if (app.documents.length > 0) { ours = rsOurs(t, ${fileLiteral(file)}); }
var d = rsDoc(${docLiteral(doc)}); var l = null;
if (!ours) { rsSay({ error: "busy" }); } else {
  var was = null; var before = ${literal(activeIndex)};
  if (before > -1) { if (before < app.documents.length) { was = app.documents[before]; } }
  if (d) { app.activeDocument = d; l = rsFind(d, ${layerLiteral(layer)}); }
  if (l == null) {
    t.${CLOSE}; if (was) { app.activeDocument = was; }
    if (d == null) { rsSay({ error: "nodoc" }); } else { rsSay({ error: "nolayer" }); }
  } else {
    var plain = rsPlain(d, l); var history = [rsHist(d), d.historyStates.length];
    t.activeLayer = t.layers[0];
    l.duplicate(t); app.activeDocument = t;
    var k = t.layers[0]; var masked = rsBare(k); if (masked) { plain = false; }
    k.translate(${literal(-clip.x)}, ${literal(-clip.y)});
    t.saveToOE(${literal(format)}); t.${CLOSE};
    if (was) { app.activeDocument = was; }
    rsSay({ ok: true, plain: plain, history: history });
  }
}`;
}
