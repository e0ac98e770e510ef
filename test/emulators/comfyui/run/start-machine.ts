import { createCatalog } from '../graph/catalog';
import type { JsonObject } from '../json';
import type { Persona } from '../options';
import { createSockets } from '../socket/sockets';
import { createPromptQueue, type QueueItem } from '../state/prompt-queue';
import { hasFeature } from '../version';
import { createCache } from './cache';
import type { Machine } from './machine';
import { Died } from './node-error';
import { runPrompt } from './run-prompt';

export type MachineParts = Pick<
  Machine,
  'persona' | 'rules' | 'switches' | 'points' | 'folders'
> & {
  /** A prompt was put into the queue. */
  readonly queued: (item: QueueItem) => void;
};

export function startMachine(parts: MachineParts): Machine {
  const { persona, rules, folders, switches, queued, ...rest } = parts;
  const dying: (() => void)[] = [];
  let dead = false;
  let number = 0;
  const flags = flagsOf(persona);

  const status = (): JsonObject => {
    const left = queue.pending.length + (queue.running === null ? 0 : 1);
    return { status: { exec_info: { queue_remaining: left } } };
  };
  const changed = (): void => {
    if (rules('R8-status')) sockets.send('status', status(), null);
  };
  const queue = createPromptQueue(rules, { changed, queued });
  const sockets = createSockets(rules, {
    status,
    flags,
    muted: () => switches().muted,
    runningNode: (sid) => (machine.running?.sid === sid ? machine.running.node : null),
  });
  const machine: Machine = {
    ...rest,
    persona,
    rules,
    folders,
    switches,
    queue,
    sockets,
    cache: createCache(rules, folders),
    catalog: createCatalog(persona, rules, {
      input: () => folders.list('input'),
      models: () => switches().models,
    }),
    interrupted: false,
    running: null,
    flags,
    status,
    async wait(ms) {
      if (!dead) await sleep(ms, dying);
      if (dead) throw new Died();
    },
    nextName(prefix) {
      const taken = [...folders.list('temp'), ...folders.list('output')];
      for (let count = 1; ; count++) {
        const name = `${prefix}_${String(count).padStart(5, '0')}_.png`;
        if (!taken.includes(name)) return name;
      }
    },
    nextNumber: () => number++,
    die() {
      dead = true;
      for (const wake of dying.splice(0)) wake();
      queue.close();
      sockets.cut();
    },
  };
  void work(machine);
  return machine;
}

/** Runs prompts until the process ends. */
async function work(machine: Machine): Promise<void> {
  try {
    for (let item = await machine.queue.take(); item !== null; item = await machine.queue.take()) {
      await runPrompt(machine, item);
    }
  } catch (error) {
    if (!(error instanceof Died)) throw error;
  }
}

/** 0: the next macrotask, so that requests are answered in between. */
function sleep(ms: number, dying: (() => void)[]): Promise<void> {
  return new Promise((resolve) => {
    if (ms <= 0) {
      setImmediate(resolve);
      return;
    }
    const wake = (): void => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      dying.splice(dying.indexOf(wake), 1);
      resolve();
    }, ms);
    dying.push(wake);
  });
}

const MIB = 1024 * 1024;

function flagsOf({ version, maxUpload }: Persona): JsonObject | null {
  if (!hasFeature(version, 'features')) return null;
  return {
    supports_preview_metadata: true,
    supports_model_type_tags: true,
    max_upload_size: maxUpload * MIB,
    extension: { manager: { supports_v4: true } },
    node_replacements: true,
    assets: false,
  };
}
