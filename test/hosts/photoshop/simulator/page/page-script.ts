import { RULES } from '../rules';
import type { Sim } from '../sim';
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
export function installBridge(
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

export function settingsOf(sim: Sim): PageSettings {
  const { fileOrigin, fileFetch, opfs, fileWorkers, gpu, fileInWorkerFails } = sim.switches;
  const rules = (Object.keys(RULES) as (keyof typeof RULES)[]).filter(sim.rules);
  const shape = { fileOrigin, fileFetch, opfs, fileWorkers, gpu, fileInWorkerFails };
  const prelude = `(${shapeWorker.toString()})(self, ${JSON.stringify({ fileInWorkerFails, rules })});`;
  const workerPrelude = fileInWorkerFails && sim.rules('V16') ? prelude : '';
  return { ...shape, pluginId: sim.manifest.id, rules, workerPrelude };
}

/** What has to run in a page before its own scripts. */
export function pageScript(sim: Sim): string {
  const settings = JSON.stringify(settingsOf(sim));
  const hooks = JSON.stringify(HOOKS);
  const { hiddenStops } = sim.switches;
  const hides = JSON.stringify({ show: HOOKS.show, stops: hiddenStops, slows: sim.rules('V11') });
  const hiding = `(${installHiding.toString()})(window, ${hides});`;
  return `(${shapePage.toString()})(window, ${settings});(${installBridge.toString()})(window, ${hooks});${hiding}`;
}
