import type { JsonObject } from '../json';
import type { Rules } from '../rules';
import { createHeap } from './heap';

/** A node of a prompt. */
export interface PromptNode {
  readonly class_type: string;
  readonly inputs: JsonObject;
}

export type Prompt = Readonly<Record<string, PromptNode>>;

export interface QueueItem {
  readonly number: number;
  readonly id: string;
  readonly prompt: Prompt;
  readonly extra: JsonObject;
  /** Output nodes that run. */
  readonly outputs: readonly string[];
}

/** What a history entry was told; the newest last. */
export type StatusMessage = readonly [type: string, data: JsonObject];

export interface HistoryEntry {
  readonly item: QueueItem;
  readonly outputs: Readonly<Record<string, JsonObject>>;
  readonly success: boolean;
  readonly messages: readonly StatusMessage[];
}

const MOST_HISTORY = 10_000;

export interface PromptQueue {
  readonly pending: readonly QueueItem[];
  readonly running: QueueItem | null;
  readonly history: ReadonlyMap<string, HistoryEntry>;
  put(item: QueueItem): void;
  /** Waits for one; null when the queue is closed. */
  take(): Promise<QueueItem | null>;
  done(entry: HistoryEntry | null): void;
  writeHistory(entry: HistoryEntry): void;
  deletePending(id: string): boolean;
  clearPending(): void;
  deleteHistory(id: string): void;
  clearHistory(): void;
  close(): void;
}

export interface QueueListener {
  /** The number of prompts may be another one. */
  readonly changed: () => void;
  readonly queued: (item: QueueItem) => void;
}

export function createPromptQueue(rules: Rules, { changed, queued }: QueueListener): PromptQueue {
  const byPriority = (a: QueueItem, b: QueueItem): boolean =>
    a.number === b.number ? a.id < b.id : a.number < b.number;
  const heap = createHeap<QueueItem>(rules('R8-priority') ? byPriority : () => false);
  const history = new Map<string, HistoryEntry>();
  let running: QueueItem | null = null;
  let wake: (() => void) | null = null;
  let closed = false;

  const writeHistory = (entry: HistoryEntry): void => {
    const [oldest] = history.keys();
    if (history.size >= MOST_HISTORY && oldest !== undefined) history.delete(oldest);
    history.set(entry.item.id, entry);
  };

  return {
    get pending() {
      return rules('R13-heap')
        ? heap.items
        : [...heap.items].sort((a, b) => (byPriority(a, b) ? -1 : 1));
    },
    get running() {
      return running;
    },
    history,
    put(item) {
      heap.push(item);
      queued(item);
      changed();
      wake?.();
    },
    async take() {
      while (heap.items.length === 0 && !closed) {
        await new Promise<void>((resolve) => (wake = resolve));
      }
      if (closed) return null;
      running = heap.pop() ?? null;
      changed();
      return running;
    },
    done(entry) {
      running = null;
      if (entry !== null) writeHistory(entry);
      changed();
    },
    writeHistory,
    deletePending(id) {
      const gone = heap.remove((item) => item.id === id);
      if (gone) changed();
      return gone;
    },
    clearPending() {
      heap.clear();
      changed();
    },
    deleteHistory: (id) => void history.delete(id),
    clearHistory: () => history.clear(),
    close() {
      closed = true;
      wake?.();
    },
  };
}
