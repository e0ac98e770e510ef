import type { WorkspaceState } from './workspace';

/** State in which no document is open. */
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
