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
  IS_BASE,
  IS_OURS,
  layerLiteral,
  type SentFile,
} from './script-parts';

export interface ReadLayerScript {
  readonly doc: DocKey;
  readonly layer: LayerKey;
  /** Part of the canvas. */
  readonly clip: Rect;
  readonly form: LayerForm;
}

/**
 * `stored`: a PSD whose top layer has the pixels, mode, opacity and fill as they are stored. `drawn`: a
 * PNG of what these and the effects, the vector mask or a group's members show, which takes longer.
 * `masked`: the same where the layer mask lets it show. Nothing else of the layer counts in a PNG.
 */
export type LayerForm = 'stored' | 'drawn' | 'masked';

const COMMON = `${HISTORY}${ALL_LAYERS}${FIND_DOCUMENT}${FIND_LAYER}${IS_BASE}${HAS_MASK}${DELETE_MASK}
/* What the file does not tell about how "l" is drawn; it is in the active document "d". */
function rsLook(d, l) {
  var o = { visible: false, clipped: false, base: false, masked: false };
  if (l.visible) { o.visible = true; } if (l.grouped) { o.clipped = true; }
  o.base = rsBase(d, l);
  return o;
}
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
}`;

/** Makes the copied layer show what the form asks for and nothing else. */
function bare(form: LayerForm): string {
  const full = 'k.opacity = 100; k.fillOpacity = 100; k.blendMode = BlendMode.NORMAL;';
  return `k.grouped = false; if (!k.visible) { k.visible = true; } ${form === 'stored' ? '' : full}
    var had = rsHasMask();
    if (had) { look.masked = true; plain = false; ${form === 'masked' ? '' : 'rsDelMask();'} }`;
}

function fileFormat(form: LayerForm): string {
  return literal(form === 'stored' ? 'psd' : 'png');
}

/**
 * The layer's own pixels on `clip`, through a temporary document without a profile: values come as
 * sRGB. Answers `{ ok, plain, look, history }` and one file whose canvas is `clip`.
 */
export function readLayerScript({ doc, layer, clip, form }: ReadLayerScript): string {
  const edges = [clip.x, clip.y, clip.x + clip.width, clip.y + clip.height];
  return `${COMMON}
var d = rsDoc(${docLiteral(doc)}); var l = null;
if (d == null) { rsSay({ error: "nodoc" }); } else {
  var was = app.activeDocument; app.activeDocument = d; l = rsFind(d, ${layerLiteral(layer)});
  if (l == null) { app.activeDocument = was; rsSay({ error: "nolayer" }); } else {
    var n = app.documents.length;
    var t = ${addTemporary('d.width', 'd.height', 'd.resolution')};
    if (app.documents.length != n + 1) { app.activeDocument = was; rsSay({ error: "busy" }); } else {
      app.activeDocument = d; var plain = rsPlain(d, l); var look = rsLook(d, l);
      var history = [rsHist(d), d.historyStates.length];
      l.duplicate(t); app.activeDocument = t;
      var k = t.layers[0]; ${bare(form)}
      t.crop(${literal(edges)}); t.saveToOE(${fileFormat(form)}); t.${CLOSE};
      app.activeDocument = was; rsSay({ ok: true, plain: plain, look: look, history: history });
    }
  }
}`;
}

export interface ReadLayerInProfileScript extends ReadLayerScript {
  /** Sent directly before the script; of `clip`'s size. */
  readonly file: SentFile;
  /** Documents that were open before the file, and the one that the user worked in. */
  readonly docsBefore: number;
  readonly active: DocKey;
}

/**
 * Reads a layer as `readLayerScript` does, through a file of ours that has the document's own
 * profile: Photopea then has nothing to convert, and values come as they are.
 */
export function readLayerInProfileScript(options: ReadLayerInProfileScript): string {
  const { doc, layer, clip, form, file, docsBefore, active } = options;
  return `${COMMON}${IS_OURS}
var t = app.activeDocument; var ours = false;
if (app.documents.length > 0) { ours = rsOurs(t, ${fileLiteral(file)}); }
var d = rsDoc(${docLiteral(doc)}); var l = null;
if (!ours) { rsSay({ error: "busy" }); } else {
  var was = rsDoc(${docLiteral(active)}); if (app.documents.length != ${literal(docsBefore + 1)}) { was = null; }
  if (was == null) { was = d; }
  if (d) { app.activeDocument = d; l = rsFind(d, ${layerLiteral(layer)}); }
  if (l == null) {
    t.${CLOSE}; if (was) { app.activeDocument = was; }
    if (d == null) { rsSay({ error: "nodoc" }); } else { rsSay({ error: "nolayer" }); }
  } else {
    var plain = rsPlain(d, l); var look = rsLook(d, l); var history = [rsHist(d), d.historyStates.length];
    t.activeLayer = t.layers[0];
    l.duplicate(t); app.activeDocument = t;
    var k = t.layers[0]; ${bare(form)}
    k.translate(${literal(-clip.x)}, ${literal(-clip.y)});
    t.saveToOE(${fileFormat(form)}); t.${CLOSE};
    if (was) { app.activeDocument = was; }
    rsSay({ ok: true, plain: plain, look: look, history: history });
  }
}`;
}
