import type { BridgeFiles, ReadProgress } from './files';

export interface OwnFilesOptions {
  readonly files: BridgeFiles;
  /** The page's; some builds let a local page fetch what lies beside it, and that is faster. */
  readonly fetch: (path: string, init: { readonly signal: AbortSignal }) => Promise<FetchAnswer>;
}

/** The part of a `Response` that is needed. */
export interface FetchAnswer {
  readonly ok: boolean;
  /** 0 for files in some engines, though the body is there. */
  readonly status: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A file that comes with the page, by its path from the page on; whole. */
export type ReadOwnFile = (path: string, options: ReadProgress) => Promise<Uint8Array<ArrayBuffer>>;

/**
 * Reads the page's own files by fetching, and over the bridge as soon as that failed once. Rejects
 * with what the bridge says (`file-unknown`, `file-unreadable`, `asset-too-large`, `bridge-…`).
 */
export function ownFiles({ files, fetch }: OwnFilesOptions, folder: string): ReadOwnFile {
  let fetches = true;

  const fetched = async (
    path: string,
    { signal, onProgress }: ReadProgress,
  ): Promise<Uint8Array<ArrayBuffer> | null> => {
    try {
      const response = await fetch(path, { signal });
      if (!response.ok && response.status !== 0) return null;
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (bytes.length === 0) return null;
      onProgress?.(bytes.length, bytes.length);
      return bytes;
    } catch {
      signal.throwIfAborted();
      return null;
    }
  };

  return async (path, options) => {
    options.signal.throwIfAborted();
    const direct = fetches ? await fetched(path, options) : null;
    if (direct !== null) return direct;
    fetches = false;
    return files.asset(`${folder}${path}`, options);
  };
}
