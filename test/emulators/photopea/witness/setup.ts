import type { PlacedLayer } from 'ag-psd';
import { adjust, edit, stateOf, type OpenDocument } from '../model/document';
import { walkLayers, type Layer } from '../model/layer';
import { selectShape } from '../editor/selections';
import { rectangle } from '../model/shapes';
import type { DocumentState } from '../model/state';
import type { Lab } from '../lab';
import { pngBytes, opaqueNoise } from '../painted-documents';

export function active(lab: Lab): OpenDocument {
  const document = lab.photopea.editor.active;
  if (document === null) throw new Error('nothing is open');
  return document;
}

export function state(lab: Lab): DocumentState {
  return stateOf(active(lab));
}

export function change(lab: Lab, parts: Partial<DocumentState>): void {
  adjust(active(lab), { ...state(lab), ...parts });
}

export function userEdits(lab: Lab): void {
  edit(active(lab), 'Brush', state(lab));
}

export function select(lab: Lab, x: number, y: number, width: number, height: number): void {
  selectShape(active(lab), rectangle({ x, y, width, height }));
}

export function layerNamed(source: DocumentState, name: string): Layer {
  for (const layer of walkLayers(source.layers)) if (layer.name === name) return layer;
  throw new Error(`no layer ${name}`);
}

export function activateLayer(lab: Lab, ...names: readonly string[]): void {
  change(lab, { active: names.map((name) => layerNamed(state(lab), name).uid) });
}

/** `[a, [b, c]]`, from the bottom up. */
export function order(layers: readonly Layer[]): unknown[] {
  return layers.map((layer) => (layer.children ? [layer.name, order(layer.children)] : layer.name));
}

/** What a smart object of `width` × `height` at the origin holds: a picture twice as large. */
export function placedPicture(
  width: number,
  height: number,
): { layer: PlacedLayer; data: Uint8Array } {
  const transform = [0, 0, width, 0, width, height, 0, height];
  return {
    layer: {
      id: '20953ddb-9391-11ec-b4f1-c15674f50bc4',
      type: 'raster',
      transform,
      width: width * 2,
      height: height * 2,
    },
    data: pngBytes(width * 2, height * 2, opaqueNoise),
  };
}

/** Scripts that work (docs/photopea.md, section 5). */
export const NEW_TEMP = `var d = app.activeDocument; var n = app.documents.length;
var t = app.documents.add(d.width, d.height, d.resolution, "tmp", NewDocumentMode.RGB, DocumentFill.TRANSPARENT);`;

export const COPY_TO_TEMP = `${NEW_TEMP} app.activeDocument = d; var l = d.activeLayer; l.duplicate(t); app.activeDocument = t; var k = t.layers[0];`;

export const HISTORY = `function hist(d) { var m = JSON.stringify(d.activeHistoryState).match(/:(\\d+)/); var r = -1; if (m) { r = parseInt(m[1]); } return r; }`;

export const MASK_FROM_SELECTION = `
  var a = new ActionDescriptor(); a.putClass(charIDToTypeID("Nw  "), charIDToTypeID("Chnl"));
  var q = new ActionReference(); q.putEnumerated(charIDToTypeID("Chnl"), charIDToTypeID("Chnl"), charIDToTypeID("Msk "));
  a.putReference(charIDToTypeID("At  "), q); a.putEnumerated(charIDToTypeID("Usng"), charIDToTypeID("UsrM"), charIDToTypeID("RvlS"));
  executeAction(charIDToTypeID("Mk  "), a, DialogModes.NO);`;

export const SELECTION_FROM_MASK = `
  var b = new ActionDescriptor(); var p = new ActionReference(); p.putProperty(charIDToTypeID("Chnl"), charIDToTypeID("fsel")); b.putReference(charIDToTypeID("null"), p);
  var r = new ActionReference(); r.putEnumerated(charIDToTypeID("Chnl"), charIDToTypeID("Chnl"), charIDToTypeID("Msk ")); b.putReference(charIDToTypeID("T   "), r);
  executeAction(charIDToTypeID("setd"), b, DialogModes.NO);`;

export const DUPLICATE_DOCUMENT = `
  var dr = new ActionReference(); dr.putEnumerated(charIDToTypeID("Dcmn"), charIDToTypeID("Ordn"), charIDToTypeID("Frst"));
  var da = new ActionDescriptor(); da.putReference(charIDToTypeID("null"), dr);
  executeAction(charIDToTypeID("Dplc"), da, DialogModes.NO);`;
