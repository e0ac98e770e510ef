import type { BinaryOperator } from 'acorn';

type Operation = (a: never, b: never) => unknown;

const BINARY: Partial<Record<BinaryOperator, Operation>> = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
  '%': (a: number, b: number) => a % b,
  '<': (a: number, b: number) => a < b,
  '>': (a: number, b: number) => a > b,
  '<=': (a: number, b: number) => a <= b,
  '>=': (a: number, b: number) => a >= b,
  '===': (a: unknown, b: unknown) => a === b,
  '!==': (a: unknown, b: unknown) => a !== b,
  '==': (a: unknown, b: unknown) => a == b,
  '!=': (a: unknown, b: unknown) => a != b,
};

/** null: an operator that is not in the list of working syntax. */
export function binaryOperation(operator: string): ((a: unknown, b: unknown) => unknown) | null {
  const operation = (BINARY as Readonly<Record<string, Operation | undefined>>)[operator];
  return operation === undefined ? null : (a, b) => operation(a as never, b as never);
}
