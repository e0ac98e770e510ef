import type {
  AssignmentExpression,
  BinaryExpression,
  Expression,
  LogicalExpression,
  ObjectExpression,
  Pattern,
  UnaryExpression,
  UpdateExpression,
} from 'acorn';
import { call, construct, evaluateAll, functionOf } from './calls';
import { evaluateBare, unknownSyntax, type Machine } from './machine';
import { memberKey, readMember, writeMember } from './members';
import { readName } from './names';
import { binaryOperation, compoundOperation } from './operators';
import type { Scope } from './scope';
import { NativeClass, NativeFunction, scriptRecord, type ScriptRecord } from './values';

/** Stores `value`; a pattern binds nothing. */
export function assignTo(machine: Machine, to: Pattern, value: unknown, scope: Scope): void {
  if (to.type === 'Identifier') scope.assign(to.name, value);
  else if (to.type === 'MemberExpression') {
    const target = machine.evaluate(to.object as Expression, scope);
    writeMember(machine, target, memberKey(machine, to, scope), value);
  } else unknownSyntax(machine, to);
}

/** An assignment changes its target and has no value of its own. */
function assign(machine: Machine, node: AssignmentExpression, scope: Scope): unknown {
  const value = assignedValue(machine, node, scope);
  assignTo(machine, node.left, value, scope);
  return machine.rules('PP-4-assignment-no-value') ? undefined : value;
}

function assignedValue(machine: Machine, node: AssignmentExpression, scope: Scope): unknown {
  if (node.operator === '=') return machine.evaluate(node.right, scope);
  const before = machine.evaluate(node.left as Expression, scope);
  const by = machine.evaluate(node.right, scope);
  const operation = compoundOperation(node.operator);
  if (operation !== null) return operation(before, by);
  unknownSyntax(machine, node, node.operator);
  return null;
}

/** Counts variables only: a member stays as it is, and what comes back is no number. */
function update(machine: Machine, node: UpdateExpression, scope: Scope): unknown {
  const isName = node.argument.type === 'Identifier';
  if (!isName && machine.rules('PP-4-update-names-only')) {
    machine.evaluate(node.argument, scope);
    return NaN;
  }
  const before = Number(machine.evaluate(node.argument, scope));
  const after = node.operator === '++' ? before + 1 : before - 1;
  assignTo(machine, node.argument as Pattern, after, scope);
  return node.prefix ? after : before;
}

function binary(machine: Machine, node: BinaryExpression, scope: Scope): unknown {
  const left = machine.evaluate(node.left as Expression, scope);
  const right = machine.evaluate(node.right, scope);
  const operation = binaryOperation(node.operator);
  if (operation === null) return unknownSyntax(machine, node, node.operator);
  return operation(left, right);
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
  return value instanceof NativeFunction || value instanceof NativeClass
    ? 'function'
    : typeof value;
}

function unary(machine: Machine, node: UnaryExpression, scope: Scope): unknown {
  const value = machine.evaluate(node.argument, scope);
  switch (node.operator) {
    case 'typeof':
      return typeName(value);
    case '!':
      return !value;
    case '-':
      return -Number(value);
    case '+':
      return Number(value);
    case '~':
      return ~Number(value);
    case 'delete':
    case 'void':
      return unknownSyntax(machine, node, node.operator);
  }
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

type Evaluate<T extends Expression['type']> = (
  machine: Machine,
  node: Extract<Expression, { type: T }>,
  scope: Scope,
) => unknown;

/** The expressions that the editor's interpreter knows; no other has a value. */
const EXPRESSIONS: { [T in Expression['type']]?: Evaluate<T> } = {
  Identifier: (machine, node, scope) => readName(machine, node.name, scope),
  Literal: (_machine, node) =>
    node.regex ? new RegExp(node.regex.pattern, node.regex.flags) : node.value,
  ArrayExpression: (machine, node, scope) => evaluateAll(machine, node.elements, scope),
  ObjectExpression: record,
  FunctionExpression: (_machine, node) => functionOf(node),
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
    evaluateBare(
      machine,
      machine.evaluate(node.test, scope) ? node.consequent : node.alternate,
      scope,
    ),
  CallExpression: call,
  NewExpression: construct,
};

export function evaluate(machine: Machine, node: Expression, scope: Scope): unknown {
  if (node.type === 'SequenceExpression' && !machine.rules('PP-4-comma')) {
    return node.expressions.map((part) => machine.evaluate(part, scope)).at(-1);
  }
  const known = EXPRESSIONS[node.type] as Evaluate<Expression['type']> | undefined;
  return known === undefined ? unknownSyntax(machine, node) : known(machine, node, scope);
}
