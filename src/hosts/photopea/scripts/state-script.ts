import { MAX_OTHERS } from '../../host';
import { addTemporary, ALL_LAYERS, CLOSE, HISTORY, SELECTION } from './script-parts';

/** The least that only Photopea answers: `{ docs }`, how many documents are open. */
export function helloScript(): string {
  return 'rsSay({ docs: app.documents.length });';
}

/** More selected layers than this are counted only. */
const MAX_LISTED = 2;

export interface StateOptions {
  /** Whether to try if Photopea takes new documents; it refuses them while a dialog is open. */
  readonly probe: boolean;
}

/**
 * What is open and selected; changes nothing. Every layer's `bounds` are the selection's while there
 * is one, so they are asked for only without.
 */
export function stateScript(options: StateOptions): string {
  return `${HISTORY}${SELECTION}${ALL_LAYERS}
var o = { docs: app.documents.length };
if (o.docs > 0) {
  var d = app.activeDocument;
  o.others = [];
  for (var i = 0; i < app.documents.length; i++) {
    var e = app.documents[i];
    if (e == d) { o.index = i; } else {
      if (o.others.length < ${MAX_OTHERS}) {
        o.others.push({ index: i, name: e.name, width: e.width, height: e.height });
      }
    }
  }
  o.name = d.name; o.width = d.width; o.height = d.height; o.mode = d.mode;
  o.selection = rsSel(d); o.history = [rsHist(d), d.historyStates.length];
  var all = []; rsAll(d, all); o.count = all.length; o.active = 0; o.layers = [];
  for (var i = 0; i < all.length; i++) {
    var l = all[i];
    if (l.selected) {
      o.active = o.active + 1;
      if (o.active < ${MAX_LISTED + 1}) {
        var bounds = null; var b = null;
        if (o.selection == null) { b = l.bounds; }
        if (b) { bounds = [b[0].value, b[1].value, b[2].value, b[3].value]; }
        o.layers.push({ id: l.id, name: l.name, item: l.itemIndex, type: l.typename, kind: l.kind,
          visible: l.visible, locked: l.allLocked, bounds: bounds });
      }
    }
  }
  ${options.probe ? PROBE : ''}
}
rsSay(o);`;
}

const PROBE = `
  var n = app.documents.length; var t = ${addTemporary('1', '1', '72')};
  o.dialog = true;
  if (app.documents.length == n + 1) { o.dialog = false; t.${CLOSE}; app.activeDocument = d; }`;
