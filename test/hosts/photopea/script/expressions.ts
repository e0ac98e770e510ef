import type {
  AssignmentExpression,
  BinaryExpression,
  CallExpression,
  Expression,
  FunctionDeclaration,
  FunctionExpression,
  LogicalExpression,
  MemberExpression,
  NewExpression,
  ObjectExpression,
  Pattern,
  SpreadElement,
  UnaryExpression,
  UpdateExpression,
} from 'acorn';
import { unknownSyntax, type Machine } from './machine';
import { readMember, writeMember } from './members';
import { binaryOperation } from './operators';
import { ScriptFunction, type Scope } from './scope';
import {
  NativeClass,
  NativeFunction,
  ScriptDeath,
  scriptRecord,
  type ScriptRecord,
} from './values';

function readName(machine: Machine, name: string, scope: Scope): unknown {
  if (scope.has(name)) return scope.read(name);
  if (machine.globals.has(name)) return machine.globals.get(name);
  machine.note(`Unknown variable ${name}`);
  return undefined;
}

function memberKey(machine: Machine, node: MemberExpression, scope: Scope): string {
  if (node.computed) return String(machine.evaluate(node.property as Expression, scope));
  return node.property.type === 'Identifier' ? node.property.name : '';
}

/** Stores `value`; a pattern binds nothing. */
export function assignTo(machine: Machine, to: Pattern, value: unknown, scope: Scope): void {
  if (to.type === 'Identifier') scope.assign(to.name, value);
  else if (to.type === 'MemberExpression') {
    const target = machine.evaluate(to.object as Expression, scope);
    writeMember(machine, target, memberKey(machine, to, scope), value);
  } else unknownSyntax(machine, to);
}

function assign(machine: Machine, node: AssignmentExpression, scope: Scope): unknown {
  if (node.operator === '=') {
    const value = machine.evaluate(node.right, scope);
    assignTo(machine, node.left, value, scope);
    return value;
  }
  const operation = binaryOperation(node.operator.slice(0, -1));
  if (operation === null) return unknownSyntax(machine, node, node.operator);
  const before = machine.evaluate(node.left as Expression, scope);
  const value = operation(before, machine.evaluate(node.right, scope));
  assignTo(machine, node.left, value, scope);
  return value;
}

function update(machine: Machine, node: UpdateExpression, scope: Scope): unknown {
  const before = Number(machine.evaluate(node.argument, scope));
  const after = node.operator === '++' ? before + 1 : before - 1;
  assignTo(machine, node.argument as Pattern, after, scope);
  return node.prefix ? after : before;
}

function binary(machine: Machine, node: BinaryExpression, scope: Scope): unknown {
  const operation = binaryOperation(node.operator);
  if (operation === null) return unknownSyntax(machine, node, node.operator);
  const left = machine.evaluate(node.left as Expression, scope);
  return operation(left, machine.evaluate(node.right, scope));
}

function logical(machine: Machine, node: LogicalExpression, scope: Scope): unknown {
  const left = machine.evaluate(node.left, scope);
  if (node.operator === '&&') return left ? machine.evaluate(node.right, scope) : left;
  if (node.operator === '??') return unknownSyntax(machine, node, node.operator);
  if (left && !machine.rules('PP-4-or-evaluates-both')) return left;
  const right = machine.evaluate(node.right, scope);
  return left ? left : right;
}

function typeName(value: unknown): string {
  if (value instanceof NativeFunction || value instanceof NativeClass) return 'function';
  return value instanceof ScriptFunction ? 'function' : typeof value;
}

function unary(machine: Machine, node: UnaryExpression, scope: Scope): unknown {
  if (node.operator === 'typeof') return typeName(machine.evaluate(node.argument, scope));
  if (node.operator === '!') return !machine.evaluate(node.argument, scope);
  if (node.operator === '-') return -Number(machine.evaluate(node.argument, scope));
  if (node.operator === '+') return Number(machine.evaluate(node.argument, scope));
  return unknownSyntax(machine, node, node.operator);
}

function evaluateAll(
  machine: Machine,
  nodes: readonly (Expression | SpreadElement | null)[],
  scope: Scope,
): unknown[] {
  return nodes.map((node) => {
    if (node === null) return undefined;
    if (node.type === 'SpreadElement') return unknownSyntax(machine, node);
    return machine.evaluate(node, scope);
  });
}

function invoke(machine: Machine, callee: unknown, name: string, args: unknown[]): unknown {
  if (callee instanceof ScriptFunction) return machine.call(callee, args);
  if (callee instanceof NativeFunction) return callee.call(args);
  machine.note(`Unknown function ${name}`);
  if (!machine.rules('PP-3E-unknown-function')) throw new ScriptDeath(`no function ${name}`);
  return undefined;
}

function call(machine: Machine, node: CallExpression, scope: Scope): unknown {
  const name = node.callee.type === 'Identifier' ? node.callee.name : 'of object';
  const callee = machine.evaluate(node.callee as Expression, scope);
  return invoke(machine, callee, name, evaluateAll(machine, node.arguments, scope));
}

function construct(machine: Machine, node: NewExpression, scope: Scope): unknown {
  const made = machine.evaluate(node.callee, scope);
  const args = evaluateAll(machine, node.arguments, scope);
  if (made instanceof NativeClass) return made.construct(args);
  if (machine.rules('PP-4-new-dies')) throw new ScriptDeath('new');
  return undefined;
}

function record(machine: Machine, node: ObjectExpression, scope: Scope): ScriptRecord {
  const made = scriptRecord();
  for (const property of node.properties) {
    if (property.type === 'SpreadElement' || property.kind !== 'init' || property.computed) {
      unknownSyntax(machine, property);
    } else {
      const key =
        property.key.type === 'Identifier'
          ? property.key.name
          : String(machine.evaluate(property.key, scope));
      made[key] = machine.evaluate(property.value, scope);
    }
  }
  return made;
}

export function functionOf(
  node: FunctionExpression | FunctionDeclaration,
  scope: Scope,
): ScriptFunction {
  const parameters = node.params.map((p) => (p.type === 'Identifier' ? p.name : ''));
  return new ScriptFunction(node.id?.name ?? '', parameters, node.body, scope);
}

type Evaluate<T extends Expression['type']> = (
  machine: Machine,
  node: Extract<Expression, { type: T }>,
  scope: Scope,
) => unknown;

/** The expressions of the reference's list "Works"; no other has a value. */
const EXPRESSIONS: { [T in Expression['type']]?: Evaluate<T> } = {
  Identifier: (machine, node, scope) => readName(machine, node.name, scope),
  Literal: (_machine, node) =>
    node.regex ? new RegExp(node.regex.pattern, node.regex.flags) : node.value,
  ArrayExpression: (machine, node, scope) => evaluateAll(machine, node.elements, scope),
  ObjectExpression: record,
  FunctionExpression: (_machine, node, scope) => functionOf(node, scope),
  UnaryExpression: unary,
  UpdateExpression: update,
  BinaryExpression: binary,
  AssignmentExpression: assign,
  LogicalExpression: logical,
  MemberExpression: (machine, node, scope) =>
    readMember(
      machine,
      machine.evaluate(node.object as Expression, scope),
      memberKey(machine, node, scope),
    ),
  ConditionalExpression: (machine, node, scope) =>
    machine.evaluate(machine.evaluate(node.test, scope) ? node.consequent : node.alternate, scope),
  CallExpression: call,
  NewExpression: construct,
};

export function evaluate(machine: Machine, node: Expression, scope: Scope): unknown {
  if (node.type === 'SequenceExpression' && !machine.rules('PP-4-comma-freezes')) {
    return node.expressions.map((part) => machine.evaluate(part, scope)).at(-1);
  }
  const known = EXPRESSIONS[node.type] as Evaluate<Expression['type']> | undefined;
  return known === undefined ? unknownSyntax(machine, node) : known(machine, node, scope);
}
