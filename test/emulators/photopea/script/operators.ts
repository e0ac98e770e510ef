import type { BinaryOperator } from 'acorn';

type Operation = (a: never, b: never) => unknown;

const BINARY: Partial<Record<BinaryOperator, Operation>> = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
  '%': (a: number, b: number) => a % b,
  '&': (a: number, b: number) => a & b,
  '|': (a: number, b: number) => a | b,
  '^': (a: number, b: number) => a ^ b,
  '<<': (a: number, b: number) => a << b,
  '>>': (a: number, b: number) => a >> b,
  '<': (a: number, b: number) => a < b,
  '>': (a: number, b: number) => a > b,
  '<=': (a: number, b: number) => a <= b,
  '>=': (a: number, b: number) => a >= b,
  '===': (a: unknown, b: unknown) => a === b,
  '!==': (a: unknown, b: unknown) => a !== b,
  '==': (a: unknown, b: unknown) => a == b,
  '!=': (a: unknown, b: unknown) => a != b,
};

/** Those of the compound assignments; any other (`<<=`, `>>=`, `^=`) assigns null. */
const COMPOUND = new Set(['+', '-', '*', '/', '%', '&', '|']);

/** null: an operator that the editor's interpreter does not know. */
export function binaryOperation(operator: string): ((a: unknown, b: unknown) => unknown) | null {
  const operation = (BINARY as Readonly<Record<string, Operation | undefined>>)[operator];
  return operation === undefined ? null : (a, b) => operation(a as never, b as never);
}

/** The operation of `+=` and its like; null: not known. */
export function compoundOperation(assignment: string): ReturnType<typeof binaryOperation> {
  const operator = assignment.slice(0, -1);
  return COMPOUND.has(operator) ? binaryOperation(operator) : null;
}
