import { guardCancelled, guardChange, ownScope } from '../modal-guard';
import { call, errorOf, notModelled, type Descriptor, type Sim } from '../sim';
import { checkOptions } from '../strict';
import { resumeDocument, suspendHistory } from '../suspension';
import {
  close,
  copyToLayer,
  duplicate,
  move,
  remove,
  select,
  set,
  setVisible,
  transform,
} from './change';
import { get } from './get';
import { make } from './make';
import { placeEvent } from './place';
import { CommandFailure, documentIn, referencesOf, type Command } from './reference';

type Run = (sim: Sim, command: Command) => Descriptor;

const CHANGES: Readonly<Record<string, Run>> = {
  select,
  make,
  set,
  move,
  delete: remove,
  duplicate,
  copyToLayer,
  transform,
  close,
  hide: (sim, command) => setVisible(sim, command, false),
  show: (sim, command) => setVisible(sim, command, true),
  placeEvent: (sim, command) =>
    placeEvent(sim, command, documentIn(sim, referencesOf(command._target))),
};

const OPTIONS = [
  'synchronousExecution',
  'modalBehavior',
  'continueOnError',
  'immediateRedraw',
  'historyStateInfo',
];

interface PlayOptions {
  readonly continueOnError?: boolean;
  readonly historyStateInfo?: { readonly name: string; readonly target: unknown };
}

const USER_CANCEL = -128;

function run(sim: Sim, command: Command): Descriptor {
  if (command._obj === 'get') return get(sim, command);
  const change = CHANGES[command._obj];
  if (change === undefined) {
    if (sim.rules('B5')) throw notModelled(sim, `the command "${command._obj}"`);
    return {};
  }
  return change(sim, command);
}

function failure(error: CommandFailure): Descriptor {
  return { _obj: 'error', message: error.message, result: error.result };
}

async function play(
  sim: Sim,
  commands: readonly Command[],
  options: PlayOptions,
): Promise<Descriptor[]> {
  const answers: Descriptor[] = [];
  for (const command of commands) {
    if (answers.length > 0 && sim.rules('P3')) await sim.clock.tick();
    try {
      const cancelled = ownScope(sim)?.cancelled === true && sim.rules('X11');
      if (cancelled) throw new CommandFailure('User cancelled the operation', USER_CANCEL);
      answers.push(structuredClone(run(sim, command)));
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error;
      const throws = sim.switches.batchPlayThrows && sim.rules('B3');
      if (throws || !sim.rules('B2')) throw errorOf(sim, error.message, error.result);
      answers.push(failure(error));
      if (options.continueOnError !== true) break;
    }
  }
  return answers;
}

function typeName(value: unknown): string {
  return value === null ? 'null' : typeof value;
}

export async function batchPlay(
  sim: Sim,
  given: unknown,
  options: PlayOptions = {},
): Promise<Descriptor[]> {
  if (!Array.isArray(given) && sim.rules('B1')) {
    const type = typeName(given);
    throw errorOf(sim, `Argument 1 has an invalid type. Expected type: array actual type: ${type}`);
  }
  checkOptions(sim, 'batchPlay', options, OPTIONS);
  const list: unknown[] = Array.isArray(given) ? given : [given];
  const commands = structuredClone(list) as Command[];
  return call(sim, 'action.batchPlay', async () => {
    const change = commands.find(({ _obj }) => _obj !== 'get');
    if (change && sim.rules('B4')) guardChange(sim, change._obj);
    else guardCancelled(sim);
    const info = options.historyStateInfo;
    if (info === undefined) return play(sim, commands, options);
    const document = documentIn(sim, referencesOf(info.target));
    if (document.suspended) return play(sim, commands, options);
    suspendHistory(sim, document, info.name);
    const answers = await play(sim, commands, options);
    resumeDocument(sim, document, true);
    return answers;
  });
}
