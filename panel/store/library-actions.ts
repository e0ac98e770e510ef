import type { PackedError } from '../../src/core/errors';
import type { ModelFile } from '../../src/weights/model-file';
import type { FileTable, Way } from '../../models/known-files';
import type { Step } from './actions';
import type { Download, FileWork, KeptFile, LibraryAbilities, LibraryState, Room } from './library';
import { withModel, type ModelRole } from './models';
import { withKnownFacts, type Verdict } from './recognise';

function onLibrary(change: (library: LibraryState) => LibraryState): Step {
  return (state) => {
    const library = change(state.library);
    return library === state.library ? state : { ...state, library };
  };
}

export const libraryOpened = (can: LibraryAbilities, table: FileTable): Step =>
  onLibrary((library) => ({ ...library, can, table }));

export const wayChosen = (way: Way): Step => onLibrary((library) => ({ ...library, way }));

export const keptFilesListed = (kept: readonly KeptFile[]): Step =>
  onLibrary((library) => ({ ...library, kept }));

export const roomMeasured = (room: Room | null): Step =>
  onLibrary((library) => ({ ...library, room }));

/** Stores the state of a download in place of the one before. */
export const downloadMoved = (download: Download): Step =>
  onLibrary((library) => ({
    ...library,
    downloads: [...library.downloads.filter(({ name }) => name !== download.name), download],
  }));

export const downloadEnded = (name: string): Step =>
  onLibrary((library) => ({
    ...library,
    downloads: library.downloads.filter((download) => download.name !== name),
  }));

/** An unfinished download as it is stored. */
export type StoredDownload = Pick<
  Extract<Download, { readonly phase: 'stopped' }>,
  'name' | 'doneBytes' | 'totalBytes'
>;

/** Adds the unfinished downloads that are stored; of those that stopped here, it corrects the counts. */
export const downloadsListed = (stored: readonly StoredDownload[]): Step =>
  onLibrary((library) => {
    const here = new Map(library.downloads.map((download) => [download.name, download]));
    const listed = stored.map((counts): Download => {
      const now = here.get(counts.name);
      if (now === undefined) return { ...counts, phase: 'stopped', error: null };
      return now.phase === 'stopped' ? { ...now, ...counts } : now;
    });
    const names = new Set(stored.map(({ name }) => name));
    const others = library.downloads.filter(({ name }) => !names.has(name));
    return { ...library, downloads: [...others, ...listed] };
  });

export const workMoved = (work: FileWork | null): Step =>
  onLibrary((library) => ({ ...library, work, ...(work?.doneBytes === 0 && { failed: null }) }));

export const libraryFailed = (name: string, error: PackedError): Step =>
  onLibrary((library) => ({ ...library, failed: { name, error } }));

export const libraryFailureDismissed: Step = onLibrary((library) => ({ ...library, failed: null }));

/** Stores what a hash says; what the file is known for replaces what its name hints at. */
export const fileJudged =
  (role: ModelRole, file: ModelFile, verdict: Verdict): Step =>
  (state) => {
    const verdicts = [
      ...state.library.verdicts.filter((judged) => judged.file !== file),
      { file, verdict },
    ];
    const library = { ...state.library, verdicts };
    const held = state.models[role];
    if (verdict.kind !== 'genuine' || held?.access !== 'open' || held.file !== file) {
      return { ...state, library };
    }
    const known = library.table.knownFiles.find(({ name }) => name === verdict.name) ?? null;
    const description = withKnownFacts(held.description, known);
    return { ...state, library, models: withModel(state.models, { ...held, description }) };
  };

/** Stores that a copy of the chosen file is kept; null: it is no longer. */
export const modelKept =
  (role: ModelRole, kept: string | null): Step =>
  (state) => {
    const held = state.models[role];
    if (held?.access !== 'open') return state;
    return { ...state, models: withModel(state.models, { ...held, kept }) };
  };
