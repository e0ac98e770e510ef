import type { WorkspaceState } from './workspace';

/** Nothing is open. */
export const EMPTY_STATE: WorkspaceState = {
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
