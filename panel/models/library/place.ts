/** A file that is being written, at its end. Each of its methods may throw what storage throws. */
export interface Writing {
  write(bytes: Uint8Array): Promise<void>;
  /** Resolves when everything that was written survives the end of this page. */
  flush(): Promise<void>;
  /** Drops everything that was written. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** What lies in a place. */
export interface Stored {
  readonly id: string;
  /** False for a file that is not whole yet. */
  readonly isWhole: boolean;
}

/** The browser's own file system, or IndexedDB. */
export type PlaceKind = 'opfs' | 'indexed';

/**
 * Where a browser keeps model files. Unfinished and whole files lie apart and have different names:
 * no half of a file is ever found where whole ones are.
 */
export interface Place {
  readonly kind: PlaceKind;
  /**
   * Opens an unfinished file to go on behind its first `length` bytes; what lies behind them is
   * dropped. null: it has fewer.
   */
  write(id: string, length: number): Promise<Writing | null>;
  /** Turns an unfinished file, which is closed, into a whole one. */
  finish(id: string): Promise<void>;
  /** A whole file, to be read range by range; null: there is none. */
  open(id: string): Promise<Blob | null>;
  /** Deletes a file, whole or not; nothing happens where there is none. */
  remove(id: string): Promise<void>;
  list(): Promise<readonly Stored[]>;
}
