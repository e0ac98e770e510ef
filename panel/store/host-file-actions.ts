import type { HostFile, Importing } from './host-files';
import type { Step } from './actions';

/** Stores the files that the editor remembers; the panel then offers the editor's dialog. */
export const hostFilesListed =
  (known: readonly HostFile[]): Step =>
  (state) => ({ ...state, hostFiles: { importing: null, ...state.hostFiles, known } });

/** Stores the progress of an import; null: no import is running. */
export const importMoved =
  (importing: Importing | null): Step =>
  (state) =>
    state.hostFiles === null || state.hostFiles.importing === importing
      ? state
      : { ...state, hostFiles: { ...state.hostFiles, importing } };
