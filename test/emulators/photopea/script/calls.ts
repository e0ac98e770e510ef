import type {
  CallExpression,
  Expression,
  FunctionDeclaration,
  FunctionExpression,
  NewExpression,
  SpreadElement,
} from 'acorn';
import { unknownSyntax, type Machine } from './machine';
import { memberKey, readMember } from './members';
import { readName } from './names';
import { ScriptFunction, type Scope } from './scope';
import { HostObject, NativeClass, NativeFunction, ScriptDeath } from './values';

export function functionOf(node: FunctionExpression | FunctionDeclaration): ScriptFunction {
  const parameters = node.params.map((p) => (p.type === 'Identifier' ? p.name : ''));
  return new ScriptFunction(node.id?.name ?? '', parameters, node.body);
}

export function evaluateAll(
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

/** By its name; a variable that is null or undefined is as unknown as a name that nobody knows. */
function callNamed(
  machine: Machine,
  name: string,
  args: readonly unknown[],
  scope: Scope,
): unknown {
  const known = scope.has(name) || machine.globals.has(name);
  const callee = known ? readName(machine, name, scope) : undefined;
  if (callee instanceof ScriptFunction) return machine.call(callee, args, scope);
  if (callee instanceof NativeFunction) return callee.call(args);
  if (callee) throw new ScriptDeath(`${name} is no function`);
  machine.note(`Unknown function ${name}`);
  if (!machine.rules('PP-3E-unknown-function')) throw new ScriptDeath(`no function ${name}`);
  if (!known) machine.calledUnknown = true;
  return undefined;
}

/** Objects of the editor ignore what they do not know; all others are called as they are, and it kills. */
function callMember(
  machine: Machine,
  target: unknown,
  key: string,
  args: readonly unknown[],
  scope: Scope,
): unknown {
  const callee = readMember(machine, target, key);
  if (callee instanceof NativeFunction) return callee.call(args);
  if (target instanceof HostObject) {
    machine.note(`Unknown function ${key}`);
    if (!machine.rules('PP-3E-unknown-method')) throw new ScriptDeath(`no method ${key}`);
    return undefined;
  }
  const isOwn = callee instanceof ScriptFunction;
  if (isOwn && !machine.rules('PP-4-own-methods-die')) return machine.call(callee, args, scope);
  throw new ScriptDeath(`${key} is no function`);
}

/** A function that is called where it stands runs among the variables around it, without parameters. */
function callInPlace(
  machine: Machine,
  node: FunctionExpression,
  args: readonly unknown[],
  scope: Scope,
): unknown {
  return machine.rules('PP-4-called-in-place')
    ? machine.runInPlace(node.body, scope)
    : machine.call(functionOf(node), args, scope);
}

export function call(machine: Machine, node: CallExpression, scope: Scope): unknown {
  const { callee } = node;
  const args = evaluateAll(machine, node.arguments, scope);
  if (callee.type === 'Identifier') return callNamed(machine, callee.name, args, scope);
  if (callee.type === 'FunctionExpression') return callInPlace(machine, callee, args, scope);
  if (callee.type !== 'MemberExpression') {
    return callOther(machine, callee as Expression, args, scope);
  }
  const target = machine.evaluate(callee.object as Expression, scope);
  return callMember(machine, target, memberKey(machine, callee, scope), args, scope);
}

/** The result of a call, a condition and the like cannot be called: nothing happens. */
function callOther(
  machine: Machine,
  callee: Expression,
  args: readonly unknown[],
  scope: Scope,
): unknown {
  if (machine.rules('PP-4-call-of-value')) return unknownSyntax(machine, callee);
  const value = machine.evaluate(callee, scope);
  return value instanceof ScriptFunction ? machine.call(value, args, scope) : undefined;
}

export function construct(machine: Machine, node: NewExpression, scope: Scope): unknown {
  const made = machine.evaluate(node.callee, scope);
  const args = evaluateAll(machine, node.arguments, scope);
  if (made instanceof NativeClass) return made.construct(args);
  if (machine.rules('PP-4-new-dies')) throw new ScriptDeath('new');
  return undefined;
}
