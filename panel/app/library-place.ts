import { CATALOG } from '../../models/catalog';
import type { ModelLibraryDeps } from '../models/library/model-library';
import { hasSavePicker, pickSaveFile } from '../models/library/file-picker';
import { fileTableFor } from './file-table';

/** What a page's surroundings allow with model files. */
export type LibraryPlace = Pick<
  ModelLibraryDeps,
  'table' | 'can' | 'place' | 'storage' | 'pickSaveFile'
>;

/** For a page that can neither fetch nor store: files are chosen, recognised and checked. */
export const NOTHING_BUT_CHECKS: LibraryPlace = {
  table: CATALOG,
  can: { download: false, saveAs: false, keep: false },
  place: 'indexed',
  storage: undefined,
  pickSaveFile: () => Promise.resolve(null),
};

/** For a page of the web, alone or in another site's frame, where the browser asks for no places. */
export function libraryOf(win: Window & typeof globalThis): LibraryPlace {
  const { navigator, location, isSecureContext } = win;
  // Absent in pages that are not secure.
  const storage = (navigator as { storage?: StorageManager }).storage;
  const canStore = isSecureContext && 'indexedDB' in win;
  return {
    table: fileTableFor(location),
    can: {
      download: canStore,
      keep: canStore,
      saveAs: canStore && win.parent === win && hasSavePicker(win),
    },
    place: storage !== undefined && 'getDirectory' in storage ? 'opfs' : 'indexed',
    storage,
    pickSaveFile: (name) => (hasSavePicker(win) ? pickSaveFile(win, name) : Promise.resolve(null)),
  };
}
