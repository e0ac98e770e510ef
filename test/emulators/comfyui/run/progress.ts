import type { JsonObject } from '../json';

type State = 'running' | 'finished' | 'error';

interface NodeProgress {
  readonly value: number;
  readonly max: number;
  readonly state: State;
}

/** Least milliseconds and share of the whole between two ticks that are told. */
const LEAST_MS = 100;
const LEAST_SHARE = 0.005;

/** How far the nodes of one prompt are. */
export interface Progress {
  set(node: string, value: number, max: number, state: State): void;
  /** The data of `progress_state`. */
  told(): JsonObject;
  /** Whether a tick is told. */
  isTold(node: string, value: number, max: number, now: number): boolean;
}

export function createProgress(prompt: string): Progress {
  const nodes = new Map<string, NodeProgress>();
  const last = new Map<string, { readonly value: number; readonly at: number }>();
  return {
    set(node, value, max, state) {
      nodes.set(node, { value, max, state });
    },
    told: () => ({
      prompt_id: prompt,
      nodes: Object.fromEntries(
        [...nodes].map(([node, { value, max, state }]) => [
          node,
          {
            value,
            max,
            state,
            node_id: node,
            prompt_id: prompt,
            display_node_id: node,
            parent_node_id: null,
            real_node_id: node,
          },
        ]),
      ),
    }),
    isTold(node, value, max, now) {
      const before = last.get(node);
      const isLate =
        before === undefined ||
        value >= max ||
        (now - before.at >= LEAST_MS && Math.abs(value - before.value) >= LEAST_SHARE * max);
      if (isLate) last.set(node, { value, at: now });
      return isLate;
    },
  };
}
