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
import { assignTo, functionOf } from './expressions';
import { MOST_ROUNDS, unknownSyntax, type Machine } from './machine';
import { memberNames } from './members';
import type { Scope } from './scope';
import { CatchableError, Freeze, scriptRecord } from './values';

/** How a statement ended; undefined: it went through. */
export type Completion = 'break' | 'continue' | { readonly value: unknown } | undefined;

function declare(machine: Machine, node: VariableDeclaration, scope: Scope): undefined {
  for (const { id, init } of node.declarations) {
    if (id.type === 'Identifier') {
      if (init) scope.declare(id.name, machine.evaluate(init, scope));
      else if (!scope.has(id.name)) scope.declare(id.name, undefined);
    } else unknownSyntax(machine, id);
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

function loopFor(machine: Machine, node: ForStatement, scope: Scope): Completion {
  if (node.init?.type === 'VariableDeclaration') declare(machine, node.init, scope);
  else if (node.init) machine.evaluate(node.init, scope);
  while (!node.test || machine.evaluate(node.test, scope)) {
    const { leave, result } = round(machine, node.body, scope);
    if (leave) return result;
    if (node.update) machine.evaluate(node.update, scope);
  }
  return undefined;
}

function loopNames(machine: Machine, node: ForInStatement, scope: Scope): Completion {
  const { left } = node;
  const declared = left.type === 'VariableDeclaration';
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
  while (first || machine.evaluate(node.test, scope)) {
    first = false;
    const { leave, result } = round(machine, node.body, scope);
    if (leave) return result;
  }
  return undefined;
}

/** Only the editor's own errors are caught; `finally` is not in the list of what works. */
function attempt(machine: Machine, node: TryStatement, scope: Scope): Completion {
  if (node.finalizer) unknownSyntax(machine, node.finalizer, 'finally');
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

function valueOfReturn(
  machine: Machine,
  argument: Expression | null | undefined,
  scope: Scope,
): Completion {
  if (!argument) return { value: undefined };
  machine.returning = true;
  const value = machine.evaluate(argument, scope);
  machine.returning = false;
  return { value };
}

type Execute<T extends Statement['type']> = (
  machine: Machine,
  node: Extract<Statement, { type: T }>,
  scope: Scope,
) => Completion;

/** The statements of the reference's list "Works"; every other is skipped. */
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
  ReturnStatement: (machine, node, scope) => valueOfReturn(machine, node.argument, scope),
  TryStatement: attempt,
};

export function execute(machine: Machine, node: Statement, scope: Scope): Completion {
  const known = STATEMENTS[node.type] as Execute<Statement['type']> | undefined;
  if (known !== undefined) return known(machine, node, scope);
  unknownSyntax(machine, node);
  return undefined;
}

function hoist(body: readonly Statement[], scope: Scope): void {
  for (const node of body) {
    if (node.type === 'FunctionDeclaration') scope.declare(node.id.name, functionOf(node, scope));
  }
}

export function executeAll(machine: Machine, body: readonly Statement[], scope: Scope): Completion {
  hoist(body, scope);
  for (const node of body) {
    const completion = execute(machine, node, scope);
    if (completion !== undefined) return completion;
  }
  return undefined;
}
