import type { Expression, MemberExpression } from 'acorn';
import type { Machine } from './machine';
import type { Scope } from './scope';
import {
  HostObject,
  isScriptRecord,
  libraryFunction,
  NativeClass,
  NativeFunction,
  ScriptDeath,
  type ScriptRecord,
} from './values';

const STRING_METHODS = new Set(
  'charAt charCodeAt codePointAt at indexOf lastIndexOf includes startsWith endsWith slice substring substr split toUpperCase toLowerCase trim trimStart trimEnd replace replaceAll match search concat repeat padStart padEnd localeCompare normalize toString valueOf'.split(
    ' ',
  ),
);
const ARRAY_METHODS = new Set(
  'push pop shift unshift slice splice concat join reverse sort indexOf lastIndexOf includes fill at flat toString hasOwnProperty'.split(
    ' ',
  ),
);
const CALLBACK_METHODS = new Set(
  'forEach map filter some every reduce reduceRight find findIndex findLast findLastIndex flatMap'.split(
    ' ',
  ),
);
const NUMBER_METHODS = new Set(['toFixed', 'toPrecision', 'toExponential', 'toString', 'valueOf']);
const PATTERN_METHODS = new Set(['test', 'exec', 'toString']);

type AnyMethod = (this: unknown, ...args: unknown[]) => unknown;

/** A function of the script among the arguments is an object like any other, that nobody can call. */
function bound(target: object | string | number, key: string): NativeFunction {
  const method = (target as Record<string, AnyMethod>)[key];
  return libraryFunction(key, (args) => method?.call(target, ...args));
}

function callbackMethod(machine: Machine, key: string): NativeFunction {
  return new NativeFunction(key, () => {
    if (machine.rules('PP-4-callbacks-die')) throw new ScriptDeath(`callback of ${key}`);
    return undefined;
  });
}

function readArray(machine: Machine, target: readonly unknown[], key: string): unknown {
  if (CALLBACK_METHODS.has(key)) return callbackMethod(machine, key);
  if (ARRAY_METHODS.has(key)) return bound(target, key);
  return Object.hasOwn(target, key) ? target[key as unknown as number] : undefined;
}

function readText(target: string, key: string): unknown {
  if (key === 'length') return target.length;
  if (STRING_METHODS.has(key)) return bound(target, key);
  return /^\d+$/.test(key) ? target[Number(key)] : undefined;
}

function readPattern(target: RegExp, key: string): unknown {
  if (PATTERN_METHODS.has(key)) return bound(target, key);
  if (key === 'lastIndex') return target.lastIndex;
  return key === 'source' ? target.source : undefined;
}

function readRecord(target: ScriptRecord, key: string): unknown {
  if (Object.hasOwn(target, key)) return target[key];
  if (key === 'toString') return libraryFunction(key, () => '[object Object]');
  if (key !== 'hasOwnProperty') return undefined;
  return libraryFunction(key, ([name]) => Object.hasOwn(target, String(name)));
}

/** `target.key`; undefined where there is no such member, dead where there is no target. */
export function readMember(machine: Machine, target: unknown, key: string): unknown {
  if (target === null || target === undefined) {
    if (machine.rules('PP-3E-null-property')) throw new ScriptDeath(`${key} of ${String(target)}`);
    return undefined;
  }
  if (typeof target === 'string') return readText(target, key);
  if (typeof target === 'number') return NUMBER_METHODS.has(key) ? bound(target, key) : undefined;
  if (Array.isArray(target)) return readArray(machine, target, key);
  if (target instanceof HostObject) return target.get(key);
  if (isScriptRecord(target)) return readRecord(target, key);
  if (target instanceof NativeFunction || target instanceof NativeClass) return target.members[key];
  if (target instanceof RegExp) return readPattern(target, key);
  return undefined;
}

export function writeMember(machine: Machine, target: unknown, key: string, value: unknown): void {
  if (target === null || target === undefined) throw new ScriptDeath(`${key} of ${String(target)}`);
  if (target instanceof HostObject) target.set(key, value);
  else if (isScriptRecord(target)) target[key] = value;
  else if (Array.isArray(target) && /^(\d+|length)$/.test(key)) Reflect.set(target, key, value);
  else machine.note(`Cannot set ${key}`);
}

/** The names that `for (k in target)` visits. */
export function memberNames(target: unknown): readonly string[] {
  const has = typeof target === 'string' || Array.isArray(target) || isScriptRecord(target);
  return has ? Object.keys(target) : [];
}

export function memberKey(machine: Machine, node: MemberExpression, scope: Scope): string {
  if (node.computed) return String(machine.evaluate(node.property as Expression, scope));
  return node.property.type === 'Identifier' ? node.property.name : '';
}
