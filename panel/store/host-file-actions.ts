import type { HostFile, Importing } from '../models/host-files';
import type { Step } from './actions';

/** From now on the editor's own dialog is offered. */
export const hostFilesListed =
  (known: readonly HostFile[]): Step =>
  (state) => ({ ...state, hostFiles: { importing: null, ...state.hostFiles, known } });

/** null: it is over. */
export const importMoved =
  (importing: Importing | null): Step =>
  (state) =>
    state.hostFiles === null || state.hostFiles.importing === importing
      ? state
      : { ...state, hostFiles: { ...state.hostFiles, importing } };
