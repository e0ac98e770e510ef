import type { AnyNode } from 'acorn';

/** A node and those it lies in, the innermost last. */
export type Visitor = (node: AnyNode, inside: readonly AnyNode[]) => void;

export function walk(node: AnyNode, visitor: Visitor, inside: readonly AnyNode[] = []): void {
  visitor(node, inside);
  for (const value of Object.values(node) as unknown[]) {
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (isNode(child)) walk(child, visitor, [...inside, node]);
    }
  }
}

export function holds(node: AnyNode, wanted: (inner: AnyNode) => boolean): boolean {
  let found = false;
  walk(node, (inner) => {
    if (wanted(inner)) found = true;
  });
  return found;
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
