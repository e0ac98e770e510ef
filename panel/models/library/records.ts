import type { PlaceKind } from './place';

/** Where the bytes of a record lie. */
interface Placed {
  /** Absent in records of the time when there was one place alone. */
  readonly place?: PlaceKind;
}

/** The place of a record's bytes. */
export function placeOf({ place }: Placed): PlaceKind {
  return place ?? 'opfs';
}

/** A whole file that is kept. */
export interface KeptRecord extends Placed {
  readonly id: string;
  /** Its name before it was kept. */
  readonly name: string;
  readonly byteLength: number;
  /** Hexadecimal, computed while it was written. */
  readonly sha256: string;
  /** Milliseconds since 1970. */
  readonly keptAtMs: number;
}

/** A download that is not whole yet. */
export interface PartialRecord extends Placed {
  /** Name of the published file. */
  readonly name: string;
  readonly id: string;
  readonly address: string;
  /** Bytes that are written and safe. */
  readonly offset: number;
  /** Length of the whole file, bytes; null: no server has told. */
  readonly totalBytes: number | null;
  readonly version: FileVersion;
  /** State of the hash after `offset` bytes. */
  readonly hash: Uint8Array;
  /** The file of the person's own into which it goes when it is whole; null: it stays here. */
  readonly saveTo: FileSystemFileHandle | null;
}

/** How a server names the bytes that an address has at present; null: it does not. */
export interface FileVersion {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export const NO_VERSION: FileVersion = { etag: null, lastModified: null };

/** What is known of kept files and unfinished downloads, from visit to visit. */
export interface Records {
  files(): Promise<readonly KeptRecord[]>;
  partials(): Promise<readonly PartialRecord[]>;
  partial(name: string): Promise<PartialRecord | null>;
  putPartial(partial: PartialRecord): Promise<void>;
  removePartial(name: string): Promise<void>;
  /** Adds a whole file, and removes the record of its download, at once. */
  addFile(file: KeptRecord, download: string | null): Promise<void>;
  removeFile(id: string): Promise<void>;
}
