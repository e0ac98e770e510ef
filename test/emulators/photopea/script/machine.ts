import type { AnyNode, BlockStatement, Expression } from 'acorn';
import type { RuleId, Rules } from '../rules';
import { ScriptDeath, type ScriptRecord } from './values';
import type { Scope, ScriptFunction } from './scope';

/** More rounds of loops than any script that ends: this one does not. */
export const MOST_ROUNDS = 100_000;

/** What all parts of the interpreter share while one script runs. */
export interface Machine {
  readonly rules: Rules;
  /** The browser console of the editor; a plugin cannot read it. */
  readonly note: (text: string) => void;
  readonly globals: ReadonlyMap<string, unknown>;
  readonly windowFields: ScriptRecord;
  /** Loop rounds so far. */
  rounds: number;
  /** Calls of script functions inside one another. */
  depth: number;
  /** A function that nobody knows was called: see `PP-3E-unknown-function`. */
  calledUnknown: boolean;
  readonly evaluate: (node: Expression, scope: Scope) => unknown;
  /** Runs a function of the script for a caller with these variables. */
  readonly call: (callee: ScriptFunction, args: readonly unknown[], caller: Scope) => unknown;
  /** Runs statements of an expression among the variables around it. */
  readonly runInPlace: (body: BlockStatement, scope: Scope) => unknown;
}

const RULE_OF_SYNTAX: Readonly<Record<string, RuleId>> = {
  ArrowFunctionExpression: 'PP-4-arrow-function',
  TemplateLiteral: 'PP-4-template-string',
  TaggedTemplateExpression: 'PP-4-template-string',
  SwitchStatement: 'PP-4-switch',
  ThrowStatement: 'PP-3E-throw-ignored',
  ForOfStatement: 'PP-4-for-of',
  LabeledStatement: 'PP-4-label',
  ObjectPattern: 'PP-4-destructuring',
  ArrayPattern: 'PP-4-destructuring',
  finally: 'PP-4-finally',
  in: 'PP-4-in',
};

/** Syntax that the interpreter does not know: no value, a note in the console, and the script goes on. */
export function unknownSyntax(machine: Machine, node: AnyNode, what: string = node.type): unknown {
  machine.note(`Unknown syntax ${what}`);
  if (!machine.rules(RULE_OF_SYNTAX[what] ?? 'PP-4-unlisted-syntax')) {
    throw new ScriptDeath(`syntax ${what}`);
  }
  return undefined;
}

/**
 * The value of an expression in one of the places where the interpreter forgets to look a bare name up:
 * the conditions of loops and the two sides of `? :`. The name then stands for itself, which is true.
 */
export function evaluateBare(machine: Machine, node: Expression, scope: Scope): unknown {
  const isName = node.type === 'Identifier' && machine.rules('PP-4-bare-name');
  return isName ? node.name : machine.evaluate(node, scope);
}
