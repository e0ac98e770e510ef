import type { LayerRef } from '../../../core/document';
import { createCancel, type CancelSignal } from '../protocol/cancel';
import type { InsertRequest } from './insert-request';

export type InsertState = 'none' | 'running' | 'inserted' | 'failed';

/**
 * The last insertion, until the page has heard what became of it. A page that is gone in the middle
 * does not stop it, and finds its outcome when it is back; asked to do the same again it does not.
 */
export interface KeptInsert {
  insert(request: InsertRequest, signal: CancelSignal): Promise<LayerRef>;
  /** Outcome of the insertion with this key; waits for one that is running. */
  outcome(key: string): Promise<LayerRef | null>;
  /** Repeats a failed insertion with the data that the page has already sent; null if none is kept. */
  again(key: string, signal: CancelSignal): Promise<LayerRef> | null;
  state(key: string): InsertState;
  /** Forgets the insertion, since the page has received its outcome. */
  settle(key: string): void;
}

interface Kept {
  readonly request: InsertRequest;
  running: Promise<LayerRef> | null;
  done: LayerRef | null;
}

export function createKeptInsert(
  insert: (request: InsertRequest, signal: CancelSignal) => Promise<LayerRef>,
): KeptInsert {
  let kept: Kept | null = null;

  const find = (key: string): Kept | null => (kept?.request.key === key ? kept : null);

  const run = (entry: Kept, signal: CancelSignal): Promise<LayerRef> => {
    if (entry.done !== null) return Promise.resolve(entry.done);
    if (entry.running !== null) return entry.running;
    const job = createCancel();
    const stop = signal.onCancel(() => {
      if (signal.reason === 'asked') job.cancel();
    });
    entry.running = insert(entry.request, job.signal).then(
      (ref) => {
        stop();
        entry.running = null;
        entry.done = ref;
        return ref;
      },
      (error: unknown) => {
        stop();
        entry.running = null;
        throw error;
      },
    );
    return entry.running;
  };

  return {
    insert(request, signal) {
      const known = find(request.key);
      if (known !== null) return run(known, signal);
      kept = { request, running: null, done: null };
      return run(kept, signal);
    },
    async outcome(key) {
      const entry = find(key);
      if (entry === null) return null;
      return entry.running === null ? entry.done : entry.running.catch(() => null);
    },
    again(key, signal) {
      const entry = find(key);
      return entry && run(entry, signal);
    },
    state(key) {
      const entry = find(key);
      if (entry === null) return 'none';
      if (entry.running !== null) return 'running';
      return entry.done === null ? 'failed' : 'inserted';
    },
    settle(key) {
      if (find(key)?.running === null) kept = null;
    },
  };
}
