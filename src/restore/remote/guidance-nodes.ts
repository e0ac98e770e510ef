import type { GraphNode, Link } from '../../comfyui/graph';
import { scaleAt } from '../../sampling/guidance';
import { linearScale } from '../supir-settings';
import { percentOf } from './schedule-text';

/** Ids of these nodes begin here. */
const FIRST_ID = 100;

const DECIMALS = 6;

/** Guidance that moves with the noise: a chain of nodes behind a model, one for each step. */
export interface GuidanceNodes {
  readonly nodes: Readonly<Record<string, GraphNode>>;
  /** The model at the end of the chain. */
  readonly model: Link;
}

/**
 * The line of guidance from `start`, at the highest noise, to `end` in values for the steps at `sigmas`
 * (descending, the last one 0). Each holds half way to the levels beside it.
 */
export function guidanceNodes(
  model: Link,
  sigmas: Float32Array,
  start: number,
  end: number,
): GuidanceNodes {
  const line = linearScale(start, end);
  const levels = [...sigmas.subarray(0, -1)];
  const percents = levels.map(percentOf);
  const borders = percents.slice(1).map((percent, i) => ((percents[i] ?? 0) + percent) / 2);
  const nodes: Record<string, GraphNode> = {};
  let last = model;
  for (const [i, sigma] of levels.entries()) {
    const inputs = {
      model: last,
      cfg: rounded(scaleAt(line, sigma)),
      start_percent: rounded(borders[i - 1] ?? 0),
      end_percent: rounded(borders[i] ?? 1),
    };
    const id = String(FIRST_ID + i);
    nodes[id] = { class_type: 'CFGOverride', inputs };
    last = [id, 0];
  }
  return { nodes, model: last };
}

function rounded(value: number): number {
  return Number(value.toFixed(DECIMALS));
}
