import type { EditorState } from './editor';

/** Nothing is open. */
export const EMPTY_STATE: EditorState = {
  revision: 0,
  document: null,
  layers: [],
  activeLayerId: null,
  selection: null,
  canUndo: false,
  canRedo: false,
  undoStep: null,
  redoStep: null,
  notices: [],
};
