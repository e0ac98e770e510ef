import { parse, type Program, type Statement } from 'acorn';
import type { Rules } from '../rules';
import { evaluate } from './expressions';
import { languageGlobals } from './globals';
import type { Machine } from './machine';
import { Scope } from './scope';
import { execute, executeAll, type Completion } from './statements';
import { CatchableError, Freeze, NativeFunction, ScriptDeath, scriptRecord } from './values';

/** `ended`: went through; `dead`: stopped half way; `unparsed`: a syntax error; `frozen`: never ends. */
export type ScriptOutcome = 'ended' | 'dead' | 'unparsed' | 'frozen';

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

function parseScript(text: string): Program | null {
  try {
    return parse(text, { ecmaVersion: 'latest', sourceType: 'script' });
  } catch {
    return null;
  }
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
    returning: false,
    evaluate: (node, scope) => evaluate(machine, node, scope),
    call: (callee, args) => {
      const scope = new Scope(callee.scope, init.rules('PP-4-outer-copied'));
      callee.parameters.forEach((name, i) => scope.declare(name, args[i]));
      return inCall(machine, (stopsEarly) =>
        stopsEarly
          ? executeFirst(machine, callee.body.body, scope)
          : executeAll(machine, callee.body.body, scope),
      );
    },
  };
  return machine;
}

/** Runs a function's body; one called from inside a `return` stops after its first statement. */
function inCall(machine: Machine, body: (stopsEarly: boolean) => Completion): unknown {
  machine.depth += 1;
  if (machine.depth > DEEPEST_CALL) throw new ScriptDeath('too much recursion');
  const { returning } = machine;
  machine.returning = false;
  const completion = body(returning && machine.rules('PP-4-return-call'));
  machine.returning = returning;
  machine.depth -= 1;
  return typeof completion === 'object' ? completion.value : undefined;
}

function executeFirst(machine: Machine, body: readonly Statement[], scope: Scope): Completion {
  const [first] = body;
  return first === undefined ? undefined : execute(machine, first, scope);
}

function outcomeOf(error: unknown, note: (text: string) => void): ScriptOutcome {
  if (error instanceof Freeze) return 'frozen';
  if (!(error instanceof ScriptDeath || error instanceof CatchableError)) throw error;
  note(`Uncaught ${error.message}`);
  return 'dead';
}

/** The editor's script interpreter: walks the syntax tree, knows only what the reference lists. */
export function createInterpreter(init: InterpreterInit): Interpreter {
  const machine = newMachine(init, languageGlobals());
  let kept: Scope | null = null;
  return {
    run(text) {
      const source = init.rules('PP-4-hash-lines') ? withoutHashLines(text) : text;
      const program = parseScript(source);
      if (program === null) {
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
      machine.returning = false;
      try {
        executeAll(machine, program.body as Statement[], scope);
        return 'ended';
      } catch (error) {
        return outcomeOf(error, init.note);
      }
    },
  };
}
