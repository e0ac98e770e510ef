import type { PackedError } from '../../src/core/errors';
import type { ModelFile } from '../../src/weights/model-file';
import { CATALOG } from '../../models/catalog';
import type { FileTable, KnownFile, Licence, Way } from '../../models/known-files';
import type { ModelRole, Models } from './models';
import { recognise, recogniseNamed, type Verdict } from './recognise';

export type { KnownFile };

/** What this page can do about model files beyond choosing them. */
export interface LibraryAbilities {
  /** Fetch them from the servers that publish them. */
  readonly download: boolean;
  /** Ask where on the disk a download should go. */
  readonly saveAs: boolean;
  /** Keep copies in the browser's own storage. */
  readonly keep: boolean;
}

/** A file that the browser keeps. */
export interface KeptFile {
  readonly id: string;
  readonly name: string;
  readonly byteLength: number;
  readonly sha256: string;
}

/** The browser's storage for this page, bytes; null where it does not say. */
export interface Room {
  readonly usedBytes: number | null;
  readonly freeBytes: number | null;
  /** Whether the browser has promised not to clear it by itself. */
  readonly isPersistent: boolean;
}

/** A known file on its way; `name` is that of the file. */
export type Download = { readonly name: string } & (
  | { readonly phase: 'terms' }
  | {
      readonly phase: 'running';
      readonly doneBytes: number;
      readonly totalBytes: number | null;
      readonly beganAgain: boolean;
      /** Milliseconds since 1970; null while bytes arrive. */
      readonly waitsUntilMs: number | null;
      readonly startedAtMs: number;
      /** Bytes that were there when it started. */
      readonly startBytes: number;
    }
  | {
      readonly phase: 'stopped';
      readonly doneBytes: number;
      readonly totalBytes: number | null;
      /** null: by the person, or by the end of a visit. */
      readonly error: PackedError | null;
    }
);

/** Work on one file that is counted in bytes. */
export interface FileWork {
  readonly kind: 'verify' | 'keep' | 'save';
  readonly name: string;
  readonly doneBytes: number;
  readonly totalBytes: number;
}

export interface LibraryState {
  readonly table: FileTable;
  readonly can: LibraryAbilities;
  /** The pair of files that is recommended. */
  readonly way: Way;
  readonly downloads: readonly Download[];
  readonly kept: readonly KeptFile[];
  readonly room: Room | null;
  /** There is one at a time. */
  readonly work: FileWork | null;
  readonly verdicts: readonly { readonly file: ModelFile; readonly verdict: Verdict }[];
  /** What went wrong last, and with which file. */
  readonly failed: { readonly name: string; readonly error: PackedError } | null;
}

export const NO_LIBRARY: LibraryState = {
  table: CATALOG,
  can: { download: false, saveAs: false, keep: false },
  way: 'full',
  downloads: [],
  kept: [],
  room: null,
  work: null,
  verdicts: [],
  failed: null,
};

export function downloadOf({ downloads }: LibraryState, name: string): Download | null {
  return downloads.find((download) => download.name === name) ?? null;
}

/** What is left for a file that is not on its way yet, bytes; null: the browser does not say. */
export function freeForAnother({ room, downloads }: LibraryState): number | null {
  const free = room?.freeBytes ?? null;
  if (free === null) return null;
  const missing = downloads.map((one) =>
    one.phase === 'running' ? Math.max(0, (one.totalBytes ?? 0) - one.doneBytes) : 0,
  );
  return Math.max(0, free - missing.reduce((sum, bytes) => sum + bytes, 0));
}

/** The recommended file for a role. */
export function recommended(
  { table, way }: LibraryState,
  role: 'supir' | 'sdxl',
): KnownFile | null {
  return knownFile(table, table.ways[way][role]);
}

export function knownFile({ knownFiles }: FileTable, name: string): KnownFile | null {
  return knownFiles.find((file) => file.name === name) ?? null;
}

export function licenceOf({ licences }: FileTable, file: KnownFile): Licence | null {
  return file.licence === null ? null : (licences[file.licence] ?? null);
}

/** What was found out about the file that is chosen for a role. */
export function verdictFor(
  { verdicts }: LibraryState,
  models: Models,
  role: ModelRole,
): Verdict | null {
  const held = models[role];
  if (held?.access !== 'open') return null;
  return verdicts.find(({ file }) => file === held.file)?.verdict ?? null;
}

/**
 * The published file that the one chosen for a role is by its hash, or seems to be where none was
 * computed. `isSure`: it is named so, or its hash is; its facts can be relied upon.
 */
export function seemingFile(
  library: LibraryState,
  models: Models,
  role: ModelRole,
): { readonly file: KnownFile; readonly isSure: boolean } | null {
  const held = models[role];
  if (held === null) return null;
  const { knownFiles } = library.table;
  const verdict = verdictFor(library, models, role);
  if (verdict?.kind === 'unknown') return null;
  const file =
    verdict?.kind === 'genuine'
      ? knownFile(library.table, verdict.name)
      : recognise(held.description, knownFiles);
  if (file === null) return null;
  const isSure =
    verdict?.kind === 'genuine' || recogniseNamed(held.description, knownFiles) === file;
  return { file, isSure };
}
