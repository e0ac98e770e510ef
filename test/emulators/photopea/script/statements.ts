import type {
  DoWhileStatement,
  Expression,
  ForInStatement,
  ForStatement,
  Pattern,
  Statement,
  TryStatement,
  VariableDeclaration,
  WhileStatement,
} from 'acorn';
import { functionOf } from './calls';
import { assignTo } from './expressions';
import { evaluateBare, MOST_ROUNDS, unknownSyntax, type Machine } from './machine';
import { memberNames } from './members';
import type { Scope } from './scope';
import { CatchableError, Freeze, ScriptDeath, scriptRecord } from './values';

/** How a statement ended; undefined: it went through. */
export type Completion = 'break' | 'continue' | { readonly value: unknown } | undefined;

/** Where a list of statements ends because its scope counts as returning. */
const STOPPED: Completion = { value: null };

/** `let` and `const` are taken for `var`. */
function declare(machine: Machine, node: VariableDeclaration, scope: Scope): undefined {
  const empty = machine.rules('PP-4-declared-null') ? null : undefined;
  for (const { id, init } of node.declarations) {
    const value = init ? machine.evaluate(init, scope) : empty;
    if (id.type === 'Identifier') scope.declare(id.name, value);
    else unknownSyntax(machine, id);
  }
  return undefined;
}

/** Runs the body once; true: leave the loop with `result`. */
interface Round {
  readonly leave: boolean;
  readonly result: Completion;
}

function round(machine: Machine, body: Statement, scope: Scope): Round {
  machine.rounds += 1;
  if (machine.rounds > MOST_ROUNDS) throw new Freeze('a loop that never ends');
  const result = execute(machine, body, scope);
  if (result === 'break') return { leave: true, result: undefined };
  return typeof result === 'object' ? { leave: true, result } : { leave: false, result: undefined };
}

/** The walker takes an empty part for a piece of the tree, and dies of it when it gets there. */
function requirePart(machine: Machine, part: unknown): void {
  if (!part && machine.rules('PP-4-for-empty-part')) throw new ScriptDeath('an empty part of for');
}

function loopFor(machine: Machine, node: ForStatement, scope: Scope): Completion {
  const { init, test, update } = node;
  requirePart(machine, init);
  if (init?.type === 'VariableDeclaration') declare(machine, init, scope);
  else if (init) machine.evaluate(init, scope);
  requirePart(machine, test);
  while (!test || evaluateBare(machine, test, scope)) {
    const { leave, result } = round(machine, node.body, scope);
    if (leave) return result;
    requirePart(machine, update);
    if (update) machine.evaluate(update, scope);
  }
  return undefined;
}

/** Without a declaration of its variable the walker has nothing to hold the names, and dies. */
function loopNames(machine: Machine, node: ForInStatement, scope: Scope): Completion {
  const { left } = node;
  const declared = left.type === 'VariableDeclaration';
  if (!declared && machine.rules('PP-4-for-in-declares')) throw new ScriptDeath('for in');
  const to: Pattern | undefined = declared ? left.declarations[0]?.id : left;
  if (to === undefined) return undefined;
  for (const name of memberNames(machine.evaluate(node.right, scope))) {
    if (declared && to.type === 'Identifier') scope.declare(to.name, name);
    else assignTo(machine, to, name, scope);
    const { leave, result } = round(machine, node.body, scope);
    if (leave) return result;
  }
  return undefined;
}

function loopWhile(
  machine: Machine,
  node: WhileStatement | DoWhileStatement,
  scope: Scope,
): Completion {
  let first = node.type === 'DoWhileStatement';
  while (first || evaluateBare(machine, node.test, scope)) {
    first = false;
    const { leave, result } = round(machine, node.body, scope);
    if (leave) return result;
  }
  return undefined;
}

/**
 * Only the editor's own errors are caught; `finally` is not known. A `return` inside ends the function,
 * but its value is lost on the way.
 */
function attempt(machine: Machine, node: TryStatement, scope: Scope): Completion {
  const completion = attempted(machine, node, scope);
  if (node.finalizer) unknownSyntax(machine, node.finalizer, 'finally');
  const loses = typeof completion === 'object' && machine.rules('PP-4-return-in-try');
  return loses ? STOPPED : completion;
}

function attempted(machine: Machine, node: TryStatement, scope: Scope): Completion {
  try {
    return executeAll(machine, node.block.body, scope);
  } catch (error) {
    if (!(error instanceof CatchableError) || !node.handler) throw error;
    const { param, body } = node.handler;
    const caught = Object.assign(scriptRecord(), { message: error.message });
    if (param?.type === 'Identifier') scope.declare(param.name, caught);
    return executeAll(machine, body.body, scope);
  }
}

/** The scope counts as returning before the value is known: see `Scope.returning`. */
function returned(
  machine: Machine,
  argument: Expression | null | undefined,
  scope: Scope,
): Completion {
  if (machine.rules('PP-4-return-call')) scope.returning = true;
  return { value: argument ? machine.evaluate(argument, scope) : undefined };
}

type Execute<T extends Statement['type']> = (
  machine: Machine,
  node: Extract<Statement, { type: T }>,
  scope: Scope,
) => Completion;

/** The statements that the editor's interpreter knows; every other is skipped. */
const STATEMENTS: { [T in Statement['type']]?: Execute<T> } = {
  EmptyStatement: () => undefined,
  ExpressionStatement: (machine, node, scope) => {
    machine.evaluate(node.expression, scope);
    return undefined;
  },
  VariableDeclaration: declare,
  // Declared before anything runs: see `hoist`.
  FunctionDeclaration: () => undefined,
  BlockStatement: (machine, node, scope) => executeAll(machine, node.body, scope),
  IfStatement: (machine, node, scope) => {
    if (machine.evaluate(node.test, scope)) return execute(machine, node.consequent, scope);
    return node.alternate ? execute(machine, node.alternate, scope) : undefined;
  },
  ForStatement: loopFor,
  ForInStatement: loopNames,
  WhileStatement: loopWhile,
  DoWhileStatement: loopWhile,
  BreakStatement: () => 'break',
  ContinueStatement: () => 'continue',
  ReturnStatement: (machine, node, scope) => returned(machine, node.argument, scope),
  TryStatement: attempt,
};

function execute(machine: Machine, node: Statement, scope: Scope): Completion {
  const known = STATEMENTS[node.type] as Execute<Statement['type']> | undefined;
  if (known !== undefined) return known(machine, node, scope);
  unknownSyntax(machine, node);
  return undefined;
}

function hoist(body: readonly Statement[], scope: Scope): void {
  for (const node of body) {
    if (node.type === 'FunctionDeclaration') scope.declare(node.id.name, functionOf(node));
  }
}

export function executeAll(machine: Machine, body: readonly Statement[], scope: Scope): Completion {
  hoist(body, scope);
  for (const node of body) {
    const completion = execute(machine, node, scope);
    if (completion !== undefined) return completion;
    if (scope.returning) return STOPPED;
  }
  return undefined;
}
