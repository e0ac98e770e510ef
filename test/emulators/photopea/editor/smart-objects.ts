import { openPicture } from '../files/open';
import type { Layer } from '../model/layer';
import { stateOf } from '../model/document';
import { resizeRaster, type Redraw } from '../model/resize';
import { activeLayer, type DocumentState } from '../model/state';
import { renderLayers } from '../model/render';
import { openBytes } from './documents';
import { lookOf, type Editor } from './editor';

function contentOf(state: DocumentState, layer: Layer): Uint8Array | null {
  const id = layer.rest.placedLayer?.id;
  return state.linkedFiles.find((file) => file.id === id)?.data ?? null;
}

/** Scaling draws a smart object anew from what it holds. */
export function redrawContent(editor: Editor, state: DocumentState): Redraw {
  return (layer, rect) => {
    const content = contentOf(state, layer);
    if (content === null || !editor.rules('PP-5.6-preview-redrawn')) return null;
    const opened = openPicture(content);
    if (opened.kind !== 'document') return null;
    const { size, layers, depth } = opened.state;
    const full = renderLayers(layers, { x: 0, y: 0, ...size }, depth, lookOf(editor));
    return resizeRaster(full, rect);
  };
}

/** `placedLayerEditContents`: opens what the active layer holds. false: it holds nothing. */
export function openContent(editor: Editor): boolean {
  const state = editor.active && stateOf(editor.active);
  const layer = state && activeLayer(state);
  const content = state && layer ? contentOf(state, layer) : null;
  return content !== null && openBytes(editor, content, layer?.name ?? '');
}
