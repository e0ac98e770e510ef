import type { Machine } from './machine';
import type { Scope } from './scope';

/** A variable's value, or what the editor or the page around it has under this name. */
export function readName(machine: Machine, name: string, scope: Scope): unknown {
  if (scope.has(name)) return scope.read(name);
  if (machine.globals.has(name)) return machine.globals.get(name);
  machine.note(`Unknown variable ${name}`);
  return machine.rules('PP-4-unknown-null') ? null : undefined;
}
