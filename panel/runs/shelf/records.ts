import type { Packed, RawResult } from './packed-result';
import type { StoredSummary } from './stored-summary';

/** What can change of a result that is kept. */
export type SummaryChange = Partial<
  Pick<StoredSummary, 'placed' | 'usedAtMs' | 'bytes' | 'adjustment' | 'thumbnail' | 'laterNames'>
>;

/**
 * Where results are stored: their summaries, and their pixels as they came (raw) or packed. A
 * summary is there exactly if its pixels are: each method that writes does it all or throws. What is
 * read may be of another version of the panel, or damaged: the caller validates it.
 */
export interface ShelfRecords {
  /** Whether what is stored outlives the page. */
  readonly lasting: boolean;
  summaries(): Promise<readonly unknown[]>;
  raw(id: string): Promise<unknown>;
  packed(id: string): Promise<unknown>;
  picture(key: string): Promise<Uint8Array | undefined>;
  addRaw(summary: StoredSummary, raw: RawResult): Promise<void>;
  /** Replaces raw pixels by packed ones; nothing happens where the result has gone meanwhile. */
  replaceRaw(id: string, packed: Packed): Promise<void>;
  /** Changes a summary; nothing happens where it has gone meanwhile. */
  change(id: string, change: SummaryChange): Promise<void>;
  /** Removes a result, and the pictures that no other one shares. */
  remove(id: string): Promise<void>;
}
