import type { AnyNode, Expression } from 'acorn';
import type { RuleId, Rules } from '../rules';
import { ScriptDeath, type ScriptRecord } from './values';
import type { Scope, ScriptFunction } from './scope';

/** More rounds of loops than any script that ends: this one does not. */
export const MOST_ROUNDS = 1_000_000;

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
  /** A `return` is evaluating its value: see `PP-4-return-call`. */
  returning: boolean;
  readonly evaluate: (node: Expression, scope: Scope) => unknown;
  readonly call: (callee: ScriptFunction, args: readonly unknown[]) => unknown;
}

const RULE_OF_SYNTAX: Readonly<Record<string, RuleId>> = {
  ArrowFunctionExpression: 'PP-4-arrow-function',
  TemplateLiteral: 'PP-4-template-string',
  TaggedTemplateExpression: 'PP-4-template-string',
  SwitchStatement: 'PP-4-switch',
  ThrowStatement: 'PP-3E-throw-ignored',
  ForOfStatement: 'PP-4-for-of',
  ObjectPattern: 'PP-4-destructuring',
  ArrayPattern: 'PP-4-destructuring',
  in: 'PP-4-in',
};

/** Syntax that the interpreter does not know: no value, a note in the console, and the script goes on. */
export function unknownSyntax(machine: Machine, node: AnyNode, what: string = node.type): null {
  machine.note(`Unknown syntax ${what}`);
  if (!machine.rules(RULE_OF_SYNTAX[what] ?? 'PP-4-unlisted-syntax')) {
    throw new ScriptDeath(`syntax ${what}`);
  }
  return null;
}
