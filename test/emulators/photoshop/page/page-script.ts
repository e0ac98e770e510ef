import { RULES } from '../rules';
import type { Sim } from '../sim';
import { shapeGpu } from './gpu';
import { installHiding } from './hiding';
import { shapePage, shapeWorker, type PageSettings } from './shape';

/** Names on the window by which a test drives the page. */
export const HOOKS = {
  toPlugin: '__toPlugin',
  fromPlugin: '__fromPlugin',
  show: '__show',
} as const;

interface HookedWindow {
  [name: string]: unknown;
  Event: typeof Event;
  dispatchEvent(event: Event): boolean;
}

/**
 * `window.uxpHost`, and what delivers the plugin's messages. Runs in the page before any other script, so it
 * uses nothing from outside itself.
 */
function installBridge(
  window: HookedWindow,
  hooks: { readonly toPlugin: string; readonly fromPlugin: string },
): void {
  const uxpHost = {
    postMessage: (message: unknown): void => {
      const send = window[hooks.toPlugin] as (text: string | undefined) => unknown;
      send(JSON.stringify(message));
    },
  };
  Object.defineProperty(window, 'uxpHost', { value: uxpHost });
  window[hooks.fromPlugin] = (text: string, origin: string): void => {
    const event = new window.Event('message');
    Object.defineProperties(event, {
      data: { value: JSON.parse(text) as unknown },
      origin: { value: origin },
      source: { value: uxpHost },
    });
    window.dispatchEvent(event);
  };
}

type InPage = (scope: never, settings: never) => void;

/**
 * A call of a function, as text. Compilers that keep names wrap functions in a `__name` of their own, which is
 * not there where the text runs.
 */
export function asScript(
  run: InPage,
  scope: 'window' | 'self' | 'globalThis',
  value: object,
): string {
  return `((__name) => (${run.toString()})(${scope}, ${JSON.stringify(value)}))((named) => named);`;
}

export function settingsOf(sim: Sim): PageSettings {
  const { fileOrigin, fileFetch, opfs, fileWorkers, gpu, fileInWorkerFails } = sim.switches;
  const rules = (Object.keys(RULES) as (keyof typeof RULES)[]).filter(sim.rules);
  const shape = { fileOrigin, fileFetch, opfs, fileWorkers, gpu, fileInWorkerFails };
  const inWorkers = [
    ...(fileInWorkerFails && sim.rules('V16')
      ? [asScript(shapeWorker, 'self', { fileInWorkerFails, rules })]
      : []),
    ...(gpu === 'adapter' ? [] : [asScript(shapeGpu, 'self', { gpu, rules })]),
  ];
  const workerPrelude = inWorkers.map((script) => `${script}\n`).join('');
  return { ...shape, pluginId: sim.manifest.id, rules, workerPrelude };
}

/** What has to run in a page before its own scripts. */
export function pageScript(sim: Sim): string {
  const settings = settingsOf(sim);
  const { hiddenStops } = sim.switches;
  const hides = { show: HOOKS.show, stops: hiddenStops, slows: sim.rules('V11') };
  return [
    asScript(shapePage, 'window', settings),
    asScript(shapeGpu, 'window', settings),
    asScript(installBridge, 'window', HOOKS),
    asScript(installHiding, 'window', hides),
  ].join('\n');
}
