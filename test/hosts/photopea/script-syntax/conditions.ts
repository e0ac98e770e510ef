import type { AnyNode, Expression } from 'acorn';
import type { Names } from './names';
import { holds } from './walk';

const COMPARISONS = new Set(['==', '!=', '===', '!==', '<', '>', '<=', '>=']);

const WORDS: Readonly<Partial<Record<Expression['type'], string>>> = {
  Identifier: 'a name',
  Literal: 'a literal',
  MemberExpression: 'a member',
  CallExpression: 'a call',
};

/** What a condition is, in words. */
export function conditionOf(node: Expression, names: Names): string {
  if (node.type === 'UnaryExpression' && node.operator === '!') {
    return `not ${conditionOf(node.argument, names)}`;
  }
  if (node.type === 'BinaryExpression' && COMPARISONS.has(node.operator)) {
    return callsOwn(node, names) ? 'a comparison of an own call' : 'a comparison';
  }
  if (node.type === 'LogicalExpression') {
    const sides = [node.left, node.right].map((side) => conditionOf(side, names));
    const plain = sides.every((side) => side === 'a name' || side === 'a comparison');
    return plain ? `names and comparisons with ${node.operator}` : node.operator;
  }
  return WORDS[node.type] ?? node.type;
}

function callsOwn(node: AnyNode, names: Names): boolean {
  return holds(
    node,
    (inner) =>
      inner.type === 'CallExpression' &&
      inner.callee.type === 'Identifier' &&
      names.functions.has(inner.callee.name),
  );
}
