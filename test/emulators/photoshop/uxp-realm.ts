import { createContext, runInContext } from 'node:vm';
import type { Intrinsics } from './realm';
import { recordRejections } from './rejections';
import { OWN_INTRINSICS } from './realm';
import { errorOf, type Sim } from './sim';
import type { PluginWindow } from './page/window';
import { FOLDERS, isInside } from './files/store';
import type { UxpRealm } from './types';

/** Present in the language, not in UXP. */
const MISSING = ['SharedArrayBuffer', 'Atomics'];
/** Browser names that plugins like to find, and do not. */
const ABSENT = { TextEncoder, TextDecoder, queueMicrotask };

/** Events and abort signals, made of the realm's own objects. */
const PRELUDE = `
class EventTarget {
  #listeners = new Map();
  addEventListener(type, listener, options) {
    const known = this.#listeners.get(type) ?? new Map();
    this.#listeners.set(type, known.set(listener, options?.once === true));
  }
  removeEventListener(type, listener) { this.#listeners.get(type)?.delete(listener); }
  dispatchEvent(event) {
    for (const [listener, once] of [...(this.#listeners.get(event.type) ?? [])]) {
      if (once) this.removeEventListener(event.type, listener);
      if (typeof listener === 'function') listener.call(this, event);
      else listener.handleEvent(event);
    }
    return true;
  }
}
class Event { constructor(type) { this.type = type; } }
class AbortSignal extends EventTarget {
  aborted = false;
  reason = undefined;
  onabort = null;
  throwIfAborted() { if (this.aborted) throw this.reason; }
  static abort(reason) { const c = new AbortController(); c.abort(reason); return c.signal; }
}
class AbortController {
  signal = new AbortSignal();
  abort(reason) {
    const { signal } = this;
    if (signal.aborted) return;
    signal.aborted = true;
    signal.reason = reason === undefined ? Object.assign(new Error('This operation was aborted'), { name: 'AbortError' }) : reason;
    const event = new Event('abort');
    signal.onabort?.(event);
    signal.dispatchEvent(event);
  }
}
Object.assign(globalThis, { EventTarget, Event, AbortSignal, AbortController });
`;

function globalsOf(sim: Sim, window: PluginWindow, require: (name: string) => object) {
  const module = { exports: {} };
  const { crypto } = globalThis;
  return {
    ...window.globals,
    ...(sim.rules('M4') ? {} : ABSENT),
    crypto: {
      getRandomValues: crypto.getRandomValues.bind(crypto),
      randomUUID: crypto.randomUUID.bind(crypto),
    },
    require,
    module,
    exports: module.exports,
  };
}

export function createRealm(
  sim: Sim,
  window: PluginWindow,
  require: (name: string) => object,
  code: string,
): UxpRealm {
  const strings =
    sim.manifest.requiredPermissions.allowCodeGenerationFromStrings === true || !sim.rules('M5');
  const context = createContext(globalsOf(sim, window, require), {
    codeGeneration: { strings, wasm: true },
  });
  const run = (text: string, filename: string): unknown =>
    runInContext(text, context, { filename });
  run('globalThis.window = globalThis; globalThis.self = globalThis;', 'globals.js');
  if (sim.rules('M4')) for (const name of MISSING) run(`delete globalThis.${name};`, 'globals.js');
  run(PRELUDE, 'prelude.js');
  sim.realm = run(`({ ${Object.keys(OWN_INTRINSICS).join(', ')} })`, 'intrinsics.js') as Intrinsics;
  const stop = recordRejections(sim.realm.Promise, (reason) => {
    if (sim.rules('M6')) sim.problems.push(`M6: nobody caught ${String(reason)}`);
  });
  sim.plugin.isUnloaded = false;
  run(code, 'index.js');
  // From here: how long the code itself takes to load says something about the machine only.
  sim.plugin.loadedAt = sim.clock.now();
  return {
    window: context,
    evaluate: (text) => run(text, 'test.js'),
    unload: () => {
      stop();
      sim.plugin.isUnloaded = true;
      for (const timer of sim.plugin.timers.values()) sim.clock.stop(timer);
      sim.plugin.timers.clear();
      window.target.clear();
      sim.listeners.clear();
      sim.realm = OWN_INTRINSICS;
      clearTemporary(sim);
    },
  };
}

function clearTemporary(sim: Sim): void {
  if (!sim.rules('F8')) return;
  for (const path of [...sim.files.files.keys()]) {
    if (isInside(path, FOLDERS['plugin-temp:'])) sim.files.files.delete(path);
  }
}

/** `require` of a plugin: some built-ins, nothing else. */
export function createRequire(
  sim: Sim,
  modules: Readonly<Record<string, object>>,
): (name: string) => object {
  return (name) => {
    const known = modules[name];
    if (known !== undefined) return known;
    if (!sim.rules('M3')) return {};
    throw errorOf(sim, `Cannot find module '${name}'`);
  };
}
