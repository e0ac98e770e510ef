import type { EditorDocument } from './document/editor-document';
import { approximatedIn } from './render/changes';
import { outline } from './select/selection-outline';
import type { Selection } from './select/selection';
import type { DocumentNotice } from './document/document-notice';
import { type SelectionState, type EditorState, EMPTY_STATE } from './editor-state';
import type { History } from './history/history';
import { createKeys, layerItems } from './layer-items';

/** Makes states from histories; a part whose source is the same object stays the same object. */
export type DescribeState = (history: History | null, saved: EditorDocument | null) => EditorState;

export function createDescriber(): DescribeState {
  const keyOf = createKeys();
  let revision = 0;
  let pixelsRevision = 0;
  let lastLayers: EditorDocument['layers'] | null = null;
  const itemsOf = memoized((layers: EditorDocument['layers']) => layerItems(layers, keyOf));
  const selectionStateOf = memoized((selection: Selection): SelectionState => ({
    bounds: selection.bounds,
    outline: outline(selection),
  }));
  const noticesOf = memoized((document: EditorDocument): readonly DocumentNotice[] => [
    ...document.notices,
    ...simplifiedNotice(document),
  ]);

  return (history, saved) => {
    revision++;
    if (history === null) {
      lastLayers = null;
      return { ...EMPTY_STATE, revision };
    }
    const { past, present, future } = history;
    const { document, selection } = present;
    if (document.layers !== lastLayers) pixelsRevision++;
    lastLayers = document.layers;
    return {
      revision,
      document: {
        id: document.id,
        name: document.name,
        size: document.size,
        depth: document.depth,
        mode: document.mode,
        changed: document !== saved,
        pixelsRevision,
      },
      layers: itemsOf(document.layers),
      activeLayerId: present.activeLayerId,
      selection: selection === null ? null : selectionStateOf(selection),
      canUndo: past.length > 0,
      canRedo: future.length > 0,
      undoStep: past.length > 0 ? present.step : null,
      redoStep: future[0]?.step ?? null,
      notices: noticesOf(document),
    };
  };
}

function memoized<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (key) => {
    const entry = known.get(key) ?? { value: make(key) };
    known.set(key, entry);
    return entry.value;
  };
}

/** Says which parts of layers the view leaves out, where it does not show the file's composite. */
function simplifiedNotice(document: EditorDocument): readonly DocumentNotice[] {
  const found = approximatedIn(document);
  return found.size === 0 ? [] : [{ code: 'approximate-view', detail: [...found].join(', ') }];
}
