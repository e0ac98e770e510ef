import { errorOf, notModelled, type Sim } from '../sim';
import { strict } from '../strict';
import type { Entrypoints, PanelMethods } from './plugin-state';

const LATE_MS = 20;
const METHOD_BUDGET_MS = 300;

type CommandMethods = ((...values: unknown[]) => unknown) | { readonly run?: () => unknown };

interface Setup {
  readonly plugin?: unknown;
  readonly panels?: Readonly<Record<string, PanelMethods | ((root: object) => unknown)>>;
  readonly commands?: Readonly<Record<string, CommandMethods>>;
}

function readSetup(sim: Sim, setup: Setup): Entrypoints {
  const panels = new Map<string, PanelMethods>();
  for (const [id, panel] of Object.entries(setup.panels ?? {})) {
    panels.set(id, typeof panel === 'function' ? { show: panel } : panel);
  }
  const commands = new Map<string, (...values: unknown[]) => unknown>();
  for (const [id, command] of Object.entries(setup.commands ?? {})) {
    const run = typeof command === 'function' ? command : command.run;
    if (run === undefined) throw errorOf(sim, `the command ${id} cannot be run`);
    commands.set(id, run);
  }
  return { panels, commands };
}

/** `require('uxp').entrypoints` */
export function entrypointsModule(sim: Sim): object {
  const { plugin } = sim;
  return strict(sim, 'entrypoints', {
    setup: (setup: Setup) => {
      if (sim.rules('F10')) {
        if (plugin.entrypoints) throw errorOf(sim, 'entrypoints.setup was called before');
        const late = plugin.loadedAt !== null && sim.clock.now() - plugin.loadedAt > LATE_MS;
        if (late) throw errorOf(sim, 'entrypoints.setup was called too late');
      }
      plugin.entrypoints = readSetup(sim, setup);
    },
  });
}

/** Runs an entry method; whether it ended well and in time. */
async function timed(sim: Sim, name: string, method: () => unknown): Promise<boolean> {
  const started = sim.clock.now();
  const outcome = await new Promise<'ended' | 'threw' | 'slow'>((resolve) => {
    const timer = sim.clock.start(() => resolve('slow'), METHOD_BUDGET_MS);
    const end = (how: 'ended' | 'threw') => (): void => {
      sim.clock.stop(timer);
      resolve(how);
    };
    void Promise.resolve().then(method).then(end('ended'), end('threw'));
  });
  const slow = outcome === 'slow' || sim.clock.now() - started > METHOD_BUDGET_MS;
  if (outcome !== 'threw' && !(slow && sim.rules('F11'))) return true;
  sim.plugin.failed.add(name);
  sim.problems.push(`F11: ${name} ${slow ? `took more than ${METHOD_BUDGET_MS} ms` : 'threw'}`);
  return false;
}

/** The user opens the plugin's panels. */
export async function showPanels(sim: Sim, root: object): Promise<void> {
  const { plugin } = sim;
  const again = sim.switches.lifecycleWorks || !sim.rules('F12');
  for (const [id, panel] of plugin.entrypoints?.panels ?? []) {
    if (!plugin.created.has(id)) {
      plugin.created.add(id);
      if (panel.create) await timed(sim, `panels.${id}.create`, () => panel.create?.(root));
    }
    if (plugin.shown.has(id) && !again) continue;
    plugin.shown.add(id);
    if (panel.show) await timed(sim, `panels.${id}.show`, () => panel.show?.(root));
  }
}

/** The user closes them: as a rule nobody is told. */
export async function hidePanels(sim: Sim, root: object): Promise<void> {
  if (!sim.switches.lifecycleWorks && sim.rules('F12')) return;
  for (const [id, panel] of sim.plugin.entrypoints?.panels ?? []) {
    if (panel.hide) await timed(sim, `panels.${id}.hide`, () => panel.hide?.(root));
  }
}

export async function runCommand(sim: Sim, id: string): Promise<unknown> {
  const run = sim.plugin.entrypoints?.commands.get(id);
  if (run === undefined) throw notModelled(sim, `the command ${id}`);
  let value: unknown;
  const ok = await timed(sim, `commands.${id}`, async () => {
    value = await run();
  });
  return ok ? value : undefined;
}
