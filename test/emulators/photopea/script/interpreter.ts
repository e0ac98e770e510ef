import type { Statement } from 'acorn';
import type { Rules } from '../rules';
import { evaluate } from './expressions';
import { languageGlobals } from './globals';
import type { Machine } from './machine';
import { parseScript } from './parse';
import { Scope } from './scope';
import { executeAll, type Completion } from './statements';
import { CatchableError, Freeze, NativeFunction, ScriptDeath, scriptRecord } from './values';

/**
 * `ended`: went through; `unacknowledged`: the same, but no `done` follows; `dead`: stopped half way;
 * `unparsed`: a syntax error; `frozen`: never ends.
 */
export type ScriptOutcome = 'ended' | 'unacknowledged' | 'dead' | 'unparsed' | 'frozen';

export interface Interpreter {
  run(text: string): ScriptOutcome;
}

export interface InterpreterInit {
  readonly rules: Rules;
  readonly note: (text: string) => void;
  /** The editor's own names: `app`, classes, enumerations. */
  readonly globals: ReadonlyMap<string, unknown>;
}

/** Names of the page around the interpreter: a script must not reach them. */
const BLOCKED = 'setTimeout setInterval fetch document parent top eval postMessage'.split(' ');

const DEEPEST_CALL = 300;

function withoutHashLines(text: string): string {
  return text.replace(/^[ \t]*#.*$/gm, '');
}

function newMachine(init: InterpreterInit, globals: ReadonlyMap<string, unknown>): Machine {
  const windowFields = scriptRecord();
  const known = new Map([...globals, ...init.globals, ['window', windowFields] as const]);
  if (!init.rules('PP-4-blocked-names')) {
    for (const name of BLOCKED) known.set(name, new NativeFunction(name, () => undefined));
  }
  const machine: Machine = {
    rules: init.rules,
    note: init.note,
    globals: known,
    windowFields,
    rounds: 0,
    depth: 0,
    calledUnknown: false,
    evaluate: (node, scope) => evaluate(machine, node, scope),
    call: (callee, args, caller) => {
      const scope = new Scope(caller, init.rules('PP-4-outer-copied'));
      callee.parameters.forEach((name, i) => scope.declare(name, args[i]));
      return inCall(machine, () => executeAll(machine, callee.body.body, scope));
    },
    runInPlace: (body, scope) => inCall(machine, () => executeAll(machine, body.body, scope)),
  };
  return machine;
}

function inCall(machine: Machine, body: () => Completion): unknown {
  machine.depth += 1;
  if (machine.depth > DEEPEST_CALL) throw new ScriptDeath('too much recursion');
  try {
    const completion = body();
    return typeof completion === 'object' ? completion.value : undefined;
  } finally {
    machine.depth -= 1;
  }
}

function endOf({ calledUnknown }: Machine): ScriptOutcome {
  return calledUnknown ? 'unacknowledged' : 'ended';
}

function outcomeOf(error: unknown, note: (text: string) => void): ScriptOutcome {
  if (error instanceof Freeze) return 'frozen';
  if (!(error instanceof ScriptDeath || error instanceof CatchableError)) throw error;
  note(`Uncaught ${error.message}`);
  return 'dead';
}

/**
 * The editor's script interpreter: walks the syntax tree with the mistakes that the recorded scripts of
 * `test/fixtures/photopea/interpreter.json` show. Where those leave it open, it makes the worse one.
 */
export function createInterpreter(init: InterpreterInit): Interpreter {
  const machine = newMachine(init, languageGlobals());
  let kept: Scope | null = null;
  return {
    run(text) {
      const source = init.rules('PP-4-hash-lines') ? withoutHashLines(text) : text;
      const parsed = parseScript(source, init.rules);
      if (parsed === 'endless') return 'frozen';
      if (parsed === null) {
        init.note('SyntaxError');
        return 'unparsed';
      }
      const scope = new Scope(kept, false);
      if (!init.rules('PP-4-variables-not-kept')) kept = scope;
      if (!init.rules('PP-4-window-kept')) {
        for (const name of Object.keys(machine.windowFields)) {
          Reflect.deleteProperty(machine.windowFields, name);
        }
      }
      machine.rounds = 0;
      machine.depth = 0;
      machine.calledUnknown = false;
      try {
        executeAll(machine, parsed.body as Statement[], scope);
        return endOf(machine);
      } catch (error) {
        return outcomeOf(error, init.note);
      }
    },
  };
}
