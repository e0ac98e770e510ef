import { type Rect, grow, intersect, rectOfSize } from '../../../../src/core/geometry';
import { edit, nextId, stateOf, type OpenDocument } from '../model/document';
import { feather } from '../model/feather';
import { copyPixels, fillLayer, type Color } from '../model/paint';
import { coverageOn, shiftRaster, type Coverage } from '../model/raster';
import { toDepth, toProfile } from '../model/convert';
import { insertAbove, newLayer, replaceLayer } from '../model/layer';
import { rectangle } from '../model/shapes';
import { activeLayer, selectionOf, type DocumentState, type Selection } from '../model/state';
import { lookOf, type Editor } from './editor';

export function setSelection(document: OpenDocument, selection: Selection | null): void {
  edit(document, selection ? 'Selection' : 'Deselect', { ...stateOf(document), selection });
}

export function selectShape(document: OpenDocument, shape: Coverage): void {
  setSelection(document, selectionOf(shape));
}

export function selectEverything(document: OpenDocument): void {
  selectShape(document, rectangle(rectOfSize(stateOf(document).size)));
}

export function invertSelection(document: OpenDocument): void {
  const { selection, size } = stateOf(document);
  const canvas = rectOfSize(size);
  const before = selection ? coverageOn(selection, canvas) : null;
  const data = new Uint8Array(canvas.width * canvas.height).map(
    (_, i) => 255 - (before?.data[i] ?? 0),
  );
  selectShape(document, { rect: canvas, data, outside: 0 });
}

/** Soft edges; the bounds then reach outside the canvas, unless that rule is off. */
export function featherSelection(editor: Editor, document: OpenDocument, radius: number): void {
  const { selection, size } = stateOf(document);
  if (selection === null || radius <= 0) return;
  const soft = feather(selection, radius);
  const reaches = editor.rules('PP-4-feather-bounds');
  const kept = reaches ? soft : coverageOn(soft, intersect(soft.rect, rectOfSize(size)));
  selectShape(document, kept);
}

/** What scripts learn: null in quick mask mode, too. */
export function visibleSelection(editor: Editor, state: DocumentState): Rect | null {
  if (state.quickMask && editor.rules('PP-4-quick-mask')) return null;
  return state.selection?.bounds ?? null;
}

export function copySelection(editor: Editor, document: OpenDocument, merged: boolean): void {
  const state = stateOf(document);
  const canvas = rectOfSize(state.size);
  const all = { ...rectangle(canvas), outside: 0 as const, bounds: canvas };
  const selection = state.selection ?? all;
  const layer = activeLayer(state);
  const layers = merged ? state.layers : layer ? [layer] : [];
  const area = intersect(selection.bounds, canvas);
  const used = editor.rules('PP-5.4-copy-alpha')
    ? selection
    : { ...rectangle(grow(area, 0)), ...all };
  const pixels = copyPixels(state, layers, used, area, lookOf(editor));
  const raw = editor.rules('PP-5.4-paste-raw');
  editor.clipboard = raw ? pixels : toProfile(pixels, state.profile, null);
}

export function paste(editor: Editor, document: OpenDocument): void {
  const { clipboard } = editor;
  if (clipboard === null) return;
  const state = stateOf(document);
  const { width, height } = clipboard.rect;
  const x = Math.floor((state.size.width - width) / 2);
  const y = Math.floor((state.size.height - height) / 2);
  const moved = shiftRaster(clipboard, x - clipboard.rect.x, y - clipboard.rect.y);
  const id = nextId(document);
  const layer = newLayer(id, `Layer ${id}`, { raster: toDepth(moved, state.depth) });
  const above = activeLayer(state);
  const layers = above ? insertAbove(state.layers, above.uid, layer) : [...state.layers, layer];
  edit(document, 'Paste', { ...state, layers, active: [layer.uid], selection: null });
}

export function fillSelection(document: OpenDocument, color: Color, opacity: number): void {
  const state = stateOf(document);
  const layer = activeLayer(state);
  if (layer === null || layer.children) return;
  const layers = replaceLayer(state.layers, layer.uid, (l) => fillLayer(l, state, color, opacity));
  edit(document, 'Fill', { ...state, layers });
}
