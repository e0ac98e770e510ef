import '@spectrum-web-components/theme/sp-theme.js';
import '@spectrum-web-components/theme/spectrum-two/scale-medium.js';
import '@spectrum-web-components/theme/spectrum-two/theme-dark.js';
import type { DocRect } from '../../../src/core/geometry';
import { startEditor } from '../../../src/editor/start-editor';
import '../../../src/editor/view/editor-view';
import type { EditorView } from '../../../src/editor/view/editor-view';

const editor = startEditor();
const theme = document.createElement('sp-theme');
theme.setAttribute('system', 'spectrum-two');
theme.setAttribute('color', 'dark');
theme.setAttribute('scale', 'medium');
theme.setAttribute('style', 'display: block; position: fixed; inset: 0');
const view: EditorView = document.createElement('supir-editor');
view.editor = editor;
theme.append(view);
document.body.append(theme);

const api = {
  reset: () => editor.close(),
  state: () => {
    const { selection, layers, activeLayerId, canUndo, canRedo, undoStep, ...rest } =
      editor.state();
    return {
      name: rest.document?.name ?? null,
      size: rest.document?.size ?? null,
      changed: rest.document?.changed ?? null,
      bounds: selection?.bounds ?? null,
      layers: layers.map(({ id, name, visible }) => ({ id, name, visible })),
      activeLayerId,
      canUndo,
      canRedo,
      undoStep,
    };
  },
  /** The soft selection, as a plain array of bytes. */
  selection: async (rect: DocRect) => {
    const { document: open } = editor.state();
    const mask = open === null ? null : await editor.readSelection(open.id, rect);
    return mask === null ? null : [...mask.data];
  },
  /** Inserts one opaque green layer above the active one. */
  insert: async (rect: DocRect) => {
    const { document: open, activeLayerId } = editor.state();
    if (open === null || activeLayerId === null) throw new Error('nothing is open');
    const pixels = rect.width * rect.height;
    const data = new Uint8ClampedArray(pixels * 4);
    for (let i = 0; i < pixels; i++) data.set([0, 200, 80, 255], i * 4);
    await editor.insertLayer({
      mode: 'in-place',
      above: { documentId: open.id, layerId: activeLayerId },
      name: 'Restored',
      rect,
      image: { width: rect.width, height: rect.height, depth: 8, data },
      mask: { width: rect.width, height: rect.height, data: new Uint8Array(pixels).fill(255) },
    });
  },
};
export type EditorPageApi = typeof api;

Object.assign(globalThis, { testPage: api });
