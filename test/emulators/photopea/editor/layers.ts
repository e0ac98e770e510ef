import { intersect, rectOfSize } from '../../../../src/core/geometry';
import { edit, nextId, stateOf, type OpenDocument } from '../model/document';
import {
  insertAbove,
  newLayer,
  removeLayer,
  replaceLayer,
  type Layer,
  type LayerMask,
} from '../model/layer';
import { moveShapes } from '../model/move-shapes';
import { coverageOn, shiftCoverage, shiftRaster } from '../model/raster';
import { activeLayer, selectionOf, type DocumentState } from '../model/state';
import type { Editor } from './editor';

export function addLayer(document: OpenDocument): Layer {
  const state = stateOf(document);
  const id = nextId(document);
  const layer = newLayer(id, `Layer ${id}`);
  const above = activeLayer(state);
  const layers = above ? insertAbove(state.layers, above.uid, layer) : [...state.layers, layer];
  edit(document, 'New Layer', { ...state, layers, active: [layer.uid] });
  return layer;
}

export function deleteLayer(document: OpenDocument, uid: number): void {
  const state = stateOf(document);
  const layers = removeLayer(state.layers, uid);
  const top = layers.at(-1);
  edit(document, 'Delete Layer', { ...state, layers, active: top ? [top.uid] : [] });
}

/** Changes one layer: one history row. */
export function editLayer(
  document: OpenDocument,
  uid: number,
  row: string,
  change: (layer: Layer) => Layer,
): void {
  const state = stateOf(document);
  edit(document, row, { ...state, layers: replaceLayer(state.layers, uid, change) });
}

export function translateLayer(document: OpenDocument, uid: number, dx: number, dy: number): void {
  editLayer(document, uid, 'Move', (layer) => ({
    ...layer,
    raster: layer.raster && shiftRaster(layer.raster, dx, dy),
    mask: layer.mask && { ...layer.mask, ...shiftCoverage(layer.mask, dx, dy) },
    rest: moveShapes(layer.rest, { scaleX: 1, scaleY: 1, dx, dy }),
  }));
}

export type MaskSource = 'reveal-selection' | 'hide-selection' | 'reveal-all' | 'hide-all';

function maskFrom(state: DocumentState, source: MaskSource): LayerMask {
  const { selection } = state;
  const flat = source === 'hide-all' || source === 'hide-selection' ? 0 : 255;
  if (selection === null || source.endsWith('-all')) {
    const rect = { x: 0, y: 0, width: 0, height: 0 };
    return { rect, data: new Uint8Array(0), outside: flat, disabled: false };
  }
  const inside = coverageOn(selection, intersect(selection.rect, rectOfSize(state.size)));
  if (source === 'reveal-selection') return { ...inside, disabled: false };
  const data = inside.data.map((value) => 255 - value);
  return { rect: inside.rect, data, outside: 255, disabled: false };
}

/** Gives the active layer a mask; the selection goes. A layer that has one keeps it, and nothing happens. */
export function addMask(editor: Editor, document: OpenDocument, source: MaskSource): void {
  const state = stateOf(document);
  const layer = activeLayer(state);
  if (layer === null) return;
  if (layer.mask !== null && editor.rules('PP-5.5-masked-stays')) return;
  const mask = maskFrom(state, source);
  edit(document, 'Add Raster Mask', {
    ...state,
    layers: replaceLayer(state.layers, layer.uid, (l) => ({ ...l, mask })),
    selection: editor.rules('PP-5.4-mask-drops-selection') ? null : state.selection,
  });
}

export function deleteMask(document: OpenDocument): boolean {
  const layer = activeLayer(stateOf(document));
  if (!layer?.mask) return false;
  editLayer(document, layer.uid, 'Delete Raster Mask', (l) => ({ ...l, mask: null }));
  return true;
}

export function selectMask(document: OpenDocument): boolean {
  const state = stateOf(document);
  const layer = activeLayer(state);
  if (!layer?.mask) return false;
  const selection = selectionOf(coverageOn(layer.mask, rectOfSize(state.size)));
  edit(document, 'Selection', { ...state, selection });
  return true;
}
