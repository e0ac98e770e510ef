import type { EditorHost, LayerInfo, Snapshot } from './host';
import { LARGEST_DOCUMENT } from '../editor/document/size-limit';
import type { LayerItem, EditorState } from '../editor/editor-state';
import type { Editor } from '../editor/editor';

/** The editor that the page itself is. Borrows `editor`: `dispose` only stops listening. */
export function createStandaloneHost(editor: Editor): EditorHost {
  const listening = new Set<() => void>();
  return {
    kind: 'standalone',
    description: 'supir-panel standalone',
    modes: ['in-place', 'enlarge', 'smart-object'],
    largestDocument: LARGEST_DOCUMENT,
    readsUnnoticed: true,
    snapshot: (signal) =>
      Promise.resolve().then(() => {
        signal?.throwIfAborted();
        return snapshotOf(editor.state());
      }),
    readLayer: (layer, docRect, signal) => editor.readLayer(layer, docRect, signal),
    readSelection: (documentId, docRect, signal) =>
      editor.readSelection(documentId, docRect, signal),
    insertLayer: (result, signal) => editor.insertLayer(result, signal),
    replaceLayer: (layer, result, signal) => editor.replaceLayer(layer, result, signal),
    onChange: (listener) => {
      const stop = editor.subscribe(() => listener());
      listening.add(stop);
      return () => {
        stop();
        listening.delete(stop);
      };
    },
    dispose: () => {
      for (const stop of listening) stop();
      listening.clear();
    },
  };
}

function snapshotOf(state: EditorState): Snapshot {
  const { document, activeLayerId, selection, revision, notices } = state;
  const active = activeLayerId === null ? null : findItem(state.layers, activeLayerId);
  return {
    document:
      document === null
        ? null
        : {
            id: document.id,
            name: document.name,
            size: document.size,
            depth: document.depth,
            mode: document.mode,
          },
    others: [],
    layer: active === null ? null : layerInfo(active),
    activeLayers: active === null ? 0 : 1,
    selection: selection?.bounds ?? null,
    revision: String(revision),
    notices: notices.some(({ code }) => code === 'not-srgb') ? ['no-color-management'] : [],
  };
}

function layerInfo({ id, name, kind, visible, locked, bounds }: LayerItem): LayerInfo {
  return { id, name, kind, visible, locked, bounds };
}

function findItem(layers: readonly LayerItem[], id: string): LayerItem | null {
  for (const item of layers) {
    if (item.id === id) return item;
    const inside = item.children === null ? null : findItem(item.children, id);
    if (inside !== null) return inside;
  }
  return null;
}
