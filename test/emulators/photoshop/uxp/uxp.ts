import { call, errorOf, type Sim } from '../sim';
import { strict } from '../strict';
import { uxpVersion } from '../version';
import { entrypointsModule } from './entrypoints';
import { storageModule } from './file-system';

function shellModule(sim: Sim): object {
  const launch = (name: string, what: string, allowed: boolean): Promise<string> =>
    call(sim, `shell.${name}`, () => {
      const refused = !allowed || !sim.consents;
      if (refused && sim.rules('F13')) throw errorOf(sim, `Permission denied: ${what}`);
      sim.plugin.opened.push(what);
      return '';
    });
  const { launchProcess } = sim.manifest.requiredPermissions;
  return strict(sim, 'shell', {
    openExternal: (url: string) => {
      const scheme = url.slice(0, url.indexOf(':'));
      return launch('openExternal', url, launchProcess?.schemes?.includes(scheme) === true);
    },
    openPath: (path: string) => {
      const extension = /\.[^./]*$/.exec(path)?.[0] ?? '';
      return launch('openPath', path, launchProcess?.extensions?.includes(extension) === true);
    },
  });
}

/** `require('uxp')` */
export function uxpModule(sim: Sim, showPanel: () => void): object {
  const { version, manifest } = sim;
  const told = sim.rules('M7') ? version : '99.0.0';
  const members: Record<string, unknown> = {
    storage: storageModule(sim),
    entrypoints: entrypointsModule(sim),
    host: strict(sim, 'host', { name: 'photoshop', version: told, uiLocale: 'en_US' }),
    versions: strict(sim, 'versions', { uxp: uxpVersion(told), plugin: manifest.version }),
    shell: shellModule(sim),
    pluginManager: strict(sim, 'pluginManager', {
      plugins: new Set([
        strict(sim, 'Plugin', {
          id: manifest.id,
          version: manifest.version,
          name: manifest.name,
          showPanel: (panelId: string) =>
            call(sim, 'plugin.showPanel', () => {
              if (sim.plugin.entrypoints?.panels.has(panelId) !== true) {
                throw errorOf(sim, `there is no panel ${panelId}`);
              }
              showPanel();
            }),
        }),
      ]),
    }),
  };
  if (!sim.rules('M2')) delete members['pluginManager'];
  return strict(sim, 'uxp', members);
}

/** `navigator.clipboard` */
export function clipboardOf(sim: Sim): object {
  const { clipboard } = sim.manifest.requiredPermissions;
  const guard = (writes: boolean): void => {
    const allowed = clipboard === 'readAndWrite' || (clipboard === 'read' && !writes);
    if (!allowed && sim.rules('F14')) throw errorOf(sim, 'Permission denied: clipboard');
  };
  const textOf = (value: unknown): string => {
    if (typeof value === 'string') return value;
    const text = (value as Readonly<Record<string, unknown>> | null)?.['text/plain'];
    return typeof text === 'string' ? text : '';
  };
  const write = (name: string) => (value: unknown) =>
    call(sim, `clipboard.${name}`, () => {
      guard(true);
      sim.plugin.clipboard = textOf(value);
    });
  const read = (name: string, answer: (text: string) => unknown) => () =>
    call(sim, `clipboard.${name}`, () => {
      guard(false);
      return answer(sim.plugin.clipboard);
    });
  return strict(sim, 'clipboard', {
    writeText: write('writeText'),
    setContent: write('setContent'),
    write: write('write'),
    readText: read('readText', (text) => text),
    getContent: read('getContent', (text) => ({ 'text/plain': text })),
    read: read('read', (text) => ({ 'text/plain': text })),
  });
}

/** `localStorage` of the plugin. */
export function localStorageOf(sim: Sim): object {
  const { storage } = sim.plugin;
  const guard = (): void => {
    if (!sim.rules('F9')) throw errorOf(sim, 'localStorage is not available');
  };
  return strict(sim, 'localStorage', {
    get length() {
      return storage.size;
    },
    key: (index: number) => [...storage.keys()][index] ?? null,
    getItem: (key: string) => {
      guard();
      return storage.get(key) ?? null;
    },
    setItem: (key: string, value: unknown) => {
      guard();
      storage.set(key, String(value));
    },
    removeItem: (key: string) => void storage.delete(key),
    clear: () => storage.clear(),
  });
}
