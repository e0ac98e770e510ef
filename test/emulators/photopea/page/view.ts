import { type Size, rectOfSize } from '../../../../src/core/geometry';
import { activate, lookOf, type Editor } from '../editor/editor';
import { adjust, stateOf, stepTo, type OpenDocument } from '../model/document';
import type { Layer } from '../model/layer';
import { coverageAt } from '../model/raster';
import { toDepth } from '../model/convert';
import { renderLayers } from '../model/render';
import type { DocumentState, Selection } from '../model/state';
import type { Layout } from './layout';

/** Marching ants that do not march: dashes where the selection passes one half. */
function drawBorder(image: ImageData, selection: Selection): void {
  const inside = (x: number, y: number): boolean => coverageAt(selection, x, y) >= 128;
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) {
      const here = inside(x, y);
      if (here === inside(x + 1, y) && here === inside(x, y + 1)) continue;
      const shade = ((x + y) >> 2) % 2 === 0 ? 0 : 255;
      image.data.set([shade, shade, shade, 255], (y * image.width + x) * 4);
    }
  }
}

function paint(editor: Editor, state: DocumentState, { canvas, stage }: Layout): void {
  const { size, layers, depth, selection } = state;
  const { data } = toDepth(renderLayers(layers, rectOfSize(size), depth, lookOf(editor)), 8);
  const image = new ImageData(new Uint8ClampedArray(data), size.width, size.height);
  if (selection) drawBorder(image, selection);
  canvas.width = size.width;
  canvas.height = size.height;
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  const zoom = zoomFor(size, { width: stage.clientWidth, height: stage.clientHeight });
  canvas.style.width = `${size.width * zoom}px`;
  canvas.style.height = `${size.height * zoom}px`;
  Object.assign(canvas.dataset, { zoom: String(zoom), originX: '0', originY: '0' });
}

function zoomFor(size: Size, room: Size): number {
  return Math.min(1, (room.width - 20) / size.width, (room.height - 20) / size.height);
}

function item(text: string, chosen: boolean, choose: () => void): HTMLElement {
  const made = document.createElement('li');
  made.textContent = text;
  made.setAttribute('aria-selected', String(chosen));
  made.addEventListener('click', choose);
  return made;
}

function layerItems(document: OpenDocument, layers: readonly Layer[]): HTMLElement[] {
  const state = stateOf(document);
  return [...layers].reverse().map((layer) => {
    const choose = (event?: Event): void => {
      event?.stopPropagation();
      adjust(document, { ...stateOf(document), active: [layer.uid] });
    };
    const made = item(layer.name, state.active.includes(layer.uid), choose);
    if (layer.children) {
      const list = globalThis.document.createElement('ul');
      list.append(...layerItems(document, layer.children));
      made.append(list);
    }
    return made;
  });
}

function historyItems(document: OpenDocument): HTMLElement[] {
  return document.rows.map((row, i) => {
    const made = item(row.name, false, () => stepTo(document, i));
    made.setAttribute('aria-current', String(i === document.index));
    made.classList.toggle('greyed', i > document.index);
    return made;
  });
}

function tabItems(editor: Editor): HTMLElement[] {
  return editor.documents.map((document) => {
    const tab = globalThis.document.createElement('button');
    tab.textContent = document.name;
    tab.setAttribute('aria-selected', String(document === editor.active));
    tab.addEventListener('click', () => activate(editor, document));
    return tab;
  });
}

/** Redraws whatever has changed, once a frame. */
export function startView(editor: Editor, layout: Layout): void {
  let shown: readonly unknown[] = [];
  const look = (): void => {
    const { active } = editor;
    const state = active && stateOf(active);
    const now = [state, active?.rows, editor.documents.length, editor.toasts.length, active];
    if (now.some((value, i) => value !== shown[i]) || shown.length === 0) {
      const repaint = state !== shown[0];
      shown = now;
      layout.tabs.replaceChildren(...tabItems(editor));
      layout.layers.replaceChildren(...(active ? layerItems(active, stateOf(active).layers) : []));
      layout.history.replaceChildren(...(active ? historyItems(active) : []));
      layout.toasts.replaceChildren(...editor.toasts.map((t) => item(t, false, () => undefined)));
      layout.canvas.hidden = state === null;
      if (state && repaint) paint(editor, state, layout);
      layout.canvas.dataset['ready'] = 'true';
    }
    requestAnimationFrame(look);
  };
  look();
}
