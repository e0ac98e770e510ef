/** A file that the editor's own dialog gave, and that the editor can find again after a reload. */
export interface HostFile {
  readonly id: string;
  readonly name: string;
  /** Length in bytes. */
  readonly size: number;
}

/** Files through an editor that has a dialog of its own. All may reject with a `PanelError`. */
export interface HostFiles {
  /** `endings` such as `safetensors`. Empty where the user cancelled. */
  pick(endings: readonly string[]): Promise<readonly HostFile[]>;
  /** Files that were picked and not forgotten. */
  list(): Promise<readonly HostFile[]>;
  /** Up to `length` bytes from `offset` on, fewer at the end. */
  read(id: string, offset: number, length: number, signal: AbortSignal): Promise<Uint8Array>;
  forget(id: string): Promise<void>;
}

/** The part of an import that is done, in bytes. */
export interface Importing {
  readonly name: string;
  readonly doneBytes: number;
  readonly totalBytes: number;
}

/** The files of an editor, as far as the panel knows them. */
export interface HostFilesState {
  readonly known: readonly HostFile[];
  readonly importing: Importing | null;
}
