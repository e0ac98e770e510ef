import { linkIn } from '../graph/link';
import type { JsonObject } from '../json';
import type { Switches } from '../options';
import { hasFeature } from '../version';
import { Interrupted, NodeError } from './node-error';
import { PICTURE_NODES } from './picture-nodes';
import type { Run } from './run';
import { SAMPLING_NODES } from './sampling-nodes';
import { OTHER, type Inputs } from './values';
import type { NodeResult, Preview, RunNode, Work } from './work';
import { WRAPPER_NODES } from './wrapper-nodes';

const NODES: Readonly<Record<string, RunNode>> = {
  ...SAMPLING_NODES,
  ...WRAPPER_NODES,
  ...PICTURE_NODES,
};

export async function runNode(run: Run, id: string): Promise<void> {
  const { machine, item, progress } = run;
  const { cache, rules, points } = machine;
  const key = cache.key(item.prompt, id);
  const kept = cache.get(key);
  if (kept !== null && rules('R10-cached-output')) {
    finish(run, id, kept);
    return;
  }
  const name = item.prompt[id]?.class_type ?? '';
  if (machine.interrupted) throw new Interrupted();
  progress.set(id, 0, 1, 'running');
  if (machine.running !== null) machine.running = { ...machine.running, node: id };
  const tells = [(): void => tellState(run), (): void => tellNode(run, id)];
  for (const tell of rules('R9-order') ? tells : tells.reverse()) tell();
  await points.pass({ at: 'node', prompt: item.id, node: id, class: name });
  const work = NODES[name];
  if (work === undefined) throw new NodeError('NotImplementedError', `${name} is not emulated`);
  const result = await work(inputsOf(run, id), workOf(run, id, name));
  cache.put(key, result);
  run.executed.push(id);
  finish(run, id, result);
  progress.set(id, 1, 1, 'finished');
  tellState(run);
}

/** Keeps what a node made, and tells what it shows. */
function finish(run: Run, id: string, result: NodeResult): void {
  const { machine, sid, item } = run;
  run.results.set(id, result);
  if (result.ui === undefined) return;
  const switched = machine.rules('R11-executed') ? machine.switches().executed : 'as-is';
  const shown = SHOWN[switched](result.ui);
  run.outputs[id] = switched === 'empty' ? (shown ?? {}) : result.ui;
  if (sid === null || switched === 'missing') return;
  const data = { node: id, display_node: id, output: shown, prompt_id: item.id };
  machine.sockets.send('executed', data, sid);
}

/** What `executed` has in place of what a node shows. */
const SHOWN: Readonly<Record<Switches['executed'], (ui: JsonObject) => JsonObject | null>> = {
  'as-is': (ui) => ui,
  null: () => null,
  missing: (ui) => ui,
  empty: (ui) => ({ ...ui, images: [] }),
  more: (ui) => ({ ...ui, animated: [false], emulated_unknown: [{ a: 1 }] }),
};

/** The inputs with links replaced by what came along them. */
function inputsOf({ item, results }: Run, id: string): Inputs {
  const inputs = Object.entries(item.prompt[id]?.inputs ?? {}).map(
    ([name, value]): [string, unknown] => {
      const link = linkIn(value);
      if (link === null) return [name, value];
      return [name, results.get(link.node)?.values[link.slot] ?? OTHER];
    },
  );
  return Object.fromEntries(inputs);
}

function workOf(run: Run, id: string, name: string): Work {
  const { machine, item } = run;
  const { persona, rules, folders } = machine;
  return {
    persona,
    rules,
    folders,
    switches: machine.switches(),
    prompt: item.prompt,
    previews: hasPreviews(run),
    nextName: (prefix) => machine.nextName(prefix),
    async spend(ms) {
      run.spent += ms / persona.speed;
      await machine.wait(ms / persona.speed);
      if (!rules('R21-ticks') && machine.interrupted) throw new Interrupted();
    },
    tick: (value, max, preview) => tick(run, { id, name, value, max, preview }),
  };
}

interface Tick {
  readonly id: string;
  readonly name: string;
  readonly value: number;
  readonly max: number;
  readonly preview: Preview | undefined;
}

async function tick(run: Run, { id, name, value, max, preview }: Tick): Promise<void> {
  const { machine, item, sid, progress } = run;
  const { sockets, rules, persona } = machine;
  await machine.points.pass({ at: 'tick', prompt: item.id, node: id, class: name, value });
  await machine.wait(0);
  if (machine.interrupted) throw new Interrupted();
  const throttles = hasFeature(persona.version, 'throttled-progress') && rules('R16-throttled');
  const isTold = progress.isTold(id, value, max, run.spent);
  if (throttles && preview === undefined && !isTold) return;
  progress.set(id, value, max, 'running');
  tellState(run);
  const image = (withMetadata: boolean): void => {
    if (preview === undefined || !hears(run)) return;
    const to = { sid, node: id, prompt: item.id, result: preview.result };
    if (sockets.wantsMetadata(to) === withMetadata)
      sockets.image(preview.format, preview.bytes, to);
  };
  image(true);
  if (hears(run)) sockets.send('progress', { value, max, prompt_id: item.id, node: id }, sid);
  image(false);
}

/** Whether anybody is told of the progress. */
function hears({ sid, machine }: Run): boolean {
  return sid !== null || machine.rules('R12-no-client');
}

function tellNode({ machine, item, sid }: Run, node: string): void {
  if (sid === null) return;
  machine.sockets.send('executing', { node, display_node: node, prompt_id: item.id }, sid);
}

function tellState(run: Run): void {
  const { machine, progress, sid } = run;
  if (!hasFeature(machine.persona.version, 'features') || !hears(run)) return;
  machine.sockets.send('progress_state', progress.told(), sid);
}

function hasPreviews({ machine, item }: Run): boolean {
  const { persona } = machine;
  const asked = hasFeature(persona.version, 'preview-method')
    ? item.extra.preview_method
    : undefined;
  const method = asked === undefined || asked === 'default' ? persona.previewMethod : asked;
  return method !== 'none';
}
