import type { Sim } from '../sim';
import { strict } from '../strict';
import { networkOf } from '../uxp/network';
import { clipboardOf, localStorageOf } from '../uxp/uxp';
import type { Theme } from '../types';
import { createElement, createTarget, walkNodes, type ElementNode, type Target } from './element';
import { createWebview, type Webview } from './webview';

/** The plugin's own window: a DOM of UXP's, far from a browser's. */
export interface PluginWindow {
  readonly target: Target;
  readonly webview: Webview;
  /** What its panels get. */
  readonly root: ElementNode;
  /** Names that code in the plugin finds. */
  readonly globals: Readonly<Record<string, unknown>>;
}

function themeOf(sim: Sim): object {
  const { plugin } = sim;
  return strict(sim, 'document.theme', {
    getCurrent: () => plugin.theme,
    onUpdated: strict(sim, 'document.theme.onUpdated', {
      addListener: (listener: (theme: Theme) => void) => void plugin.themeListeners.add(listener),
      removeListener: (listener: (theme: Theme) => void) =>
        void plugin.themeListeners.delete(listener),
    }),
  });
}

function timersOf(sim: Sim): Readonly<Record<string, unknown>> {
  const { timers } = sim.plugin;
  let last = 0;
  const start = (id: number, run: () => void, ms: number): void => {
    if (!sim.plugin.isUnloaded) timers.set(id, sim.clock.start(run, ms));
  };
  const once = (work: (...values: unknown[]) => void, ms = 0, ...values: unknown[]): number => {
    const id = (last += 1);
    const run = (): void => {
      timers.delete(id);
      work(...values);
    };
    start(id, run, ms);
    return id;
  };
  const again = (work: (...values: unknown[]) => void, ms = 0, ...values: unknown[]): number => {
    const id = (last += 1);
    const run = (): void => {
      start(id, run, Math.max(1, ms));
      work(...values);
    };
    start(id, run, Math.max(1, ms));
    return id;
  };
  const stop = (id: number): void => {
    const timer = timers.get(id);
    if (timer) sim.clock.stop(timer);
    timers.delete(id);
  };
  return {
    setTimeout: once,
    setInterval: again,
    clearTimeout: stop,
    clearInterval: stop,
    requestAnimationFrame: (work: (time: number) => void) => once(() => work(sim.clock.now()), 16),
    cancelAnimationFrame: stop,
  };
}

function documentOf(sim: Sim, webview: Webview, body: ElementNode): object {
  const make = (tag: string): ElementNode => {
    const name = tag.toLowerCase();
    const more = name === 'webview' ? webview.members : undefined;
    return createElement(sim, name, webview.watcher, more);
  };
  const find = (test: (node: ElementNode) => boolean): object | null => {
    for (const node of walkNodes(body)) if (test(node)) return node.object;
    return null;
  };
  const target = createTarget();
  return strict(sim, 'document', {
    body: body.object,
    documentElement: body.object,
    theme: themeOf(sim),
    createElement: (tag: string) => make(tag).object,
    getElementById: (id: string) => find((node) => node.attributes.get('id') === id),
    querySelector: (selector: string) =>
      selector.startsWith('#')
        ? find((node) => node.attributes.get('id') === selector.slice(1))
        : find((node) => node.tag === selector),
    addEventListener: target.add,
    removeEventListener: target.remove,
    readyState: 'complete',
  });
}

export function createWindow(sim: Sim): PluginWindow {
  const target = createTarget();
  const webview = createWebview(sim, target);
  const body = createElement(sim, 'body', webview.watcher, undefined, true);
  const root = createElement(sim, 'uxp-panel', webview.watcher, undefined, true);
  const session = new Map<string, string>();
  const log: unknown[][] = [];
  const write = (...values: unknown[]): void => void log.push(values);
  const navigator = strict(sim, 'navigator', {
    platform: 'Win32',
    language: 'en-US',
    userAgent: 'UXP',
    clipboard: clipboardOf(sim),
    gpu: undefined,
  });
  return {
    target,
    webview,
    root,
    globals: {
      ...timersOf(sim),
      document: documentOf(sim, webview, body),
      navigator,
      ...networkOf(sim),
      localStorage: localStorageOf(sim),
      sessionStorage: localStorageOf({ ...sim, plugin: { ...sim.plugin, storage: session } }),
      console: { log: write, info: write, warn: write, error: write, debug: write },
      performance: { now: () => sim.clock.now() },
      addEventListener: target.add,
      removeEventListener: target.remove,
    },
  };
}
