import { linksOf } from '../graph/check-prompt';
import type { Prompt } from '../state/prompt-queue';

/** What an output needs, and itself, in the order in which they run; what is cached is left out with all that it needs. */
export function runOrder(
  prompt: Prompt,
  outputs: readonly string[],
  isCached: (id: string) => boolean,
): readonly string[] {
  const order: string[] = [];
  const visit = (id: string, isOutput: boolean): void => {
    if (order.includes(id)) return;
    if (isCached(id)) {
      if (isOutput) order.push(id);
      return;
    }
    for (const from of linksOf(prompt[id])) visit(from, false);
    order.push(id);
  };
  for (const output of outputs) visit(output, true);
  return order;
}
