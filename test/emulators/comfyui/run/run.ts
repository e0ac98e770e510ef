import type { JsonObject } from '../json';
import type { QueueItem } from '../state/prompt-queue';
import type { Machine } from './machine';
import type { Progress } from './progress';
import type { NodeResult } from './work';

/** One prompt under way. */
export interface Run {
  readonly machine: Machine;
  readonly item: QueueItem;
  /** The client that is told; null: nobody in particular. */
  readonly sid: string | null;
  readonly progress: Progress;
  readonly results: Map<string, NodeResult>;
  readonly outputs: Record<string, JsonObject>;
  readonly executed: string[];
  /** Milliseconds that its nodes have worked: not measured, so that a busy machine tells the same. */
  spent: number;
}

/** Where a run ended early, and why. */
export interface Failure {
  readonly node: string;
  readonly error: unknown;
}
