import type { DocKey, LayerKey } from '../keys';
import { literal } from './literal';

/*
 * Pieces of the scripts. They run in Photopea's own interpreter, which walks the syntax tree and gets much
 * of JavaScript wrong: it drops statements, kills the script, or hangs for good with the user's work in
 * it. Scripts therefore use nothing but the syntax that it was seen to run as JavaScript does:
 * test/hosts/photopea/script-syntax holds the list and where each was seen, and every script that a
 * test sees posted is checked against it. What has to be known besides:
 *
 *  - a function works on a copy of its caller's variables: what it assigns to them is lost;
 *  - a function's result goes into a variable before it is returned or asked in a condition;
 *  - reading a property of null or undefined kills the script, even inside `try`;
 *  - methods act on the active document, whatever object they are called on.
 */

/** Temporary documents have this name, and nothing else is ever closed by name. */
export const TEMP_NAME = '__panel_tmp__';

/** The index of the document's current history state; -1 when it cannot be told. */
export const HISTORY = `
function rsHist(d) {
  var s = JSON.stringify(d.activeHistoryState); var m = s.match(/:(\\d+)/); var r = -1;
  if (m) { r = parseInt(m[1]); }
  return r;
}`;

/** The selection's bounds as four numbers; null without a selection. */
export const SELECTION = `
function rsSel(d) {
  var b = null; try { b = d.selection.bounds; } catch (e) { b = null; }
  var r = null; if (b) { r = [b[0].value, b[1].value, b[2].value, b[3].value]; }
  return r;
}`;

/** The selection's bounds as a text that can be compared. */
export const SELECTION_TEXT = `
function rsSelText(d) { var b = rsSel(d); var t = JSON.stringify(b); return t; }`;

/** All layers of a document or group, top down, groups before their members. */
export const ALL_LAYERS = `
function rsAll(c, out) {
  for (var i = 0; i < c.layers.length; i++) {
    var l = c.layers[i]; out.push(l);
    if (l.typename == "LayerSet") { rsAll(l, out); }
  }
}`;

/** Whether a layer with this id is in "d", which is active. */
export const HAS_LAYER = `
function rsHas(d, id) {
  var all = []; rsAll(d, all); var r = false;
  for (var i = 0; i < all.length; i++) { if (all[i].id == id) { r = true; } }
  return r;
}`;

/** The document of a key, or null. A document that was renamed, resized or moved is another one. */
export const FIND_DOCUMENT = `
function rsDoc(k) {
  var r = null;
  if (k.index > -1) { if (k.index < app.documents.length) {
    var d = app.documents[k.index];
    if (d.name == k.name) { if (d.width == k.width) { if (d.height == k.height) { r = d; } } }
  } }
  return r;
}`;

/** The key of the active document; its index is -1 when that is not among the open ones. */
export const ACTIVE_KEY = `
function rsActive() {
  var a = app.activeDocument; var k = { index: -1, name: a.name, width: a.width, height: a.height };
  for (var i = 0; i < app.documents.length; i++) { if (app.documents[i] == a) { k.index = i; } }
  return k;
}`;

/**
 * The layer of a key in the *active* document (`itemIndex` counts in that one only), or null. Where
 * id and name fit several layers, the place decides; where it does not, none is taken.
 */
export const FIND_LAYER = `
function rsFind(d, k) {
  var all = []; rsAll(d, all); var hit = null; var n = 0; var exact = null;
  for (var i = 0; i < all.length; i++) {
    var l = all[i];
    if (l.id == k.id) { if (l.name == k.name) {
      n = n + 1; hit = l; if (l.itemIndex == k.item) { exact = l; }
    } }
  }
  if (n > 1) { hit = exact; }
  return hit;
}`;

/** Whether layers are clipped to "l", or would be to one that comes directly above it; "d" is active. */
export const IS_BASE = `
function rsBase(d, l) {
  var base = false; var p = l.parent; if (!p) { p = d; }
  for (var i = 1; i < p.layers.length; i++) {
    var over = i; over -= 1;
    if (p.layers[i].itemIndex == l.itemIndex) { if (p.layers[over].grouped) { base = true; } }
  }
  return base;
}`;

/** What a file that we send is recognised by once it is open. */
export interface SentFile {
  /** Name of the file's only layer. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

/**
 * Whether a document is the file that we sent: its layer is the lowest, whatever came above it since.
 * Nothing else may be closed.
 */
export const IS_OURS = `
function rsOurs(d, f) {
  var r = false; var lowest = d.layers.length; lowest -= 1;
  if (lowest > -1) { if (d.layers[lowest].name == f.name) {
    if (d.width == f.width) { if (d.height == f.height) { r = true; } }
  } }
  return r;
}`;

/** Whether the active layer has a layer mask. */
export const HAS_MASK = `
function rsHasMask() {
  var r = new ActionReference();
  r.putEnumerated(charIDToTypeID("Lyr "), charIDToTypeID("Ordn"), charIDToTypeID("Trgt"));
  var a = executeActionGet(r); var has = a.hasKey(charIDToTypeID("UsrM"));
  return has;
}`;

/** Removes the active layer's mask without applying it. */
export const DELETE_MASK = `
function rsDelMask() {
  var q = new ActionReference();
  q.putEnumerated(charIDToTypeID("Chnl"), charIDToTypeID("Chnl"), charIDToTypeID("Msk "));
  var a = new ActionDescriptor(); a.putReference(charIDToTypeID("null"), q);
  executeAction(charIDToTypeID("Dlt "), a, DialogModes.NO);
}`;

/** Gives the active layer a mask from the selection, which it drops. */
export const MASK_FROM_SELECTION = `
function rsMaskFromSelection() {
  var a = new ActionDescriptor(); a.putClass(charIDToTypeID("Nw  "), charIDToTypeID("Chnl"));
  var q = new ActionReference();
  q.putEnumerated(charIDToTypeID("Chnl"), charIDToTypeID("Chnl"), charIDToTypeID("Msk "));
  a.putReference(charIDToTypeID("At  "), q);
  a.putEnumerated(charIDToTypeID("Usng"), charIDToTypeID("UsrM"), charIDToTypeID("RvlS"));
  executeAction(charIDToTypeID("Mk  "), a, DialogModes.NO);
}`;

/** Selects what the active layer's mask shows. */
export const SELECTION_FROM_MASK = `
function rsSelectionFromMask() {
  var a = new ActionDescriptor(); var q = new ActionReference();
  q.putProperty(charIDToTypeID("Chnl"), charIDToTypeID("fsel"));
  a.putReference(charIDToTypeID("null"), q);
  var r = new ActionReference();
  r.putEnumerated(charIDToTypeID("Chnl"), charIDToTypeID("Chnl"), charIDToTypeID("Msk "));
  a.putReference(charIDToTypeID("T   "), r);
  executeAction(charIDToTypeID("setd"), a, DialogModes.NO);
}`;

/** Source text of a transparent temporary document; the caller has to compare `app.documents.length`. */
export function addTemporary(width: string, height: string, resolution: string): string {
  return `app.documents.add(${width}, ${height}, ${resolution}, ${literal(TEMP_NAME)}, NewDocumentMode.RGB, DocumentFill.TRANSPARENT)`;
}

export const CLOSE = 'close(SaveOptions.DONOTSAVECHANGES)';

export function fileLiteral({ name, width, height }: SentFile): string {
  return literal({ name, width, height });
}

export function docLiteral(key: DocKey): string {
  const { index, name, width, height } = key;
  return literal({ index, name, width, height });
}

export function layerLiteral(key: LayerKey): string {
  const { id, name, item } = key;
  return literal({ id, name, item });
}
