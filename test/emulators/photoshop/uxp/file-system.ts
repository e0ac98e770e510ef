import { FOLDERS, nativePath } from '../files/store';
import { call, errorOf, type Sim } from '../sim';
import { checkOptions, strict } from '../strict';
import { entryAt, fileEntry, folderEntry, FORMATS, guardPath, pathOfEntry } from './entries';

interface PickOptions {
  readonly types?: readonly string[];
  readonly allowMultiple?: boolean;
}

function guardPicker(sim: Sim): void {
  const { localFileSystem = 'plugin' } = sim.manifest.requiredPermissions;
  if (localFileSystem === 'plugin' && sim.rules('F1')) {
    throw errorOf(sim, 'Permission denied: localFileSystem');
  }
}

/** What the user picks; remembered as picked. */
function picked(sim: Sim, count: number): string[] {
  const paths: string[] = [];
  for (let i = 0; i < count; i++) {
    const path = sim.files.picks.shift();
    if (path === undefined || path === null) break;
    paths.push(path);
    sim.files.sessionTokens.set(`picked:${sim.files.session}:${path}`, path);
  }
  return paths;
}

function openPicker(sim: Sim, options: PickOptions): Promise<unknown> {
  checkOptions(sim, 'getFileForOpening', options, ['types', 'allowMultiple', 'initialDomain']);
  return call(sim, 'localFileSystem.getFileForOpening', () => {
    guardPicker(sim);
    const many = options.allowMultiple === true && sim.rules('F2');
    const entries = picked(sim, many ? sim.files.picks.length : 1).map((p) => fileEntry(sim, p));
    if (many) return entries;
    if (!sim.rules('F2') && entries.length === 0) throw errorOf(sim, 'nothing was picked');
    return entries[0] ?? null;
  });
}

function newToken(sim: Sim, tokens: Map<string, string>, entry: unknown, kind: string): string {
  const token = `${kind}-${sim.files.session}-${sim.nextId()}`;
  tokens.set(token, pathOfEntry(sim, entry));
  return token;
}

function fromToken(sim: Sim, tokens: ReadonlyMap<string, string>, token: string): object {
  const path = tokens.get(token);
  if (path !== undefined) return entryAt(sim, path);
  if (!sim.rules('F3')) return fileEntry(sim, '/nowhere');
  throw new sim.realm.ReferenceError(`No entry found for the token ${token}`);
}

/** `require('uxp').storage.localFileSystem` */
function localFileSystem(sim: Sim): object {
  const { sessionTokens, persistentTokens } = sim.files;
  const folder = (name: string, scheme: keyof typeof FOLDERS): [string, () => Promise<object>] => [
    name,
    () =>
      call(sim, `localFileSystem.${name}`, () => {
        if (!sim.rules('F8')) throw errorOf(sim, 'there is no such folder');
        return folderEntry(sim, FOLDERS[scheme]);
      }),
  ];
  return strict(sim, 'localFileSystem', {
    ...Object.fromEntries([
      folder('getDataFolder', 'plugin-data:'),
      folder('getTemporaryFolder', 'plugin-temp:'),
      folder('getPluginFolder', 'plugin:'),
    ]),
    getFileForOpening: (options: PickOptions = {}) => openPicker(sim, options),
    getFolder: () =>
      call(sim, 'localFileSystem.getFolder', () => {
        guardPicker(sim);
        const [path] = picked(sim, 1);
        return path === undefined ? null : folderEntry(sim, path);
      }),
    getFileForSaving: (suggested: string) =>
      call(sim, 'localFileSystem.getFileForSaving', () => {
        guardPicker(sim);
        if (suggested === '') throw errorOf(sim, 'a name is required');
        const [path] = picked(sim, 1);
        return path === undefined ? null : fileEntry(sim, path);
      }),
    getEntryWithUrl: (url: string) =>
      call(sim, 'localFileSystem.getEntryWithUrl', () => {
        const path = nativePath(url);
        guardPath(sim, path, 'F1');
        if (!sim.files.files.has(path) && !sim.files.folders.has(path)) {
          throw errorOf(sim, `Could not find an entry of ${url}`);
        }
        return entryAt(sim, path);
      }),
    createPersistentToken: (entry: unknown) =>
      call(sim, 'localFileSystem.createPersistentToken', () =>
        newToken(sim, persistentTokens, entry, 'persistent'),
      ),
    createSessionToken: (entry: unknown) => newToken(sim, sessionTokens, entry, 'session'),
    getEntryForPersistentToken: (token: string) =>
      call(sim, 'localFileSystem.getEntryForPersistentToken', () =>
        fromToken(sim, persistentTokens, token),
      ),
    getEntryForSessionToken: (token: string) => fromToken(sim, sessionTokens, token),
    getNativePath: (entry: unknown) => pathOfEntry(sim, entry),
    isFileSystemProvider: true,
  });
}

/** `require('uxp').storage` */
export function storageModule(sim: Sim): object {
  return strict(sim, 'storage', {
    localFileSystem: localFileSystem(sim),
    secureStorage: secureStorage(sim),
    formats: FORMATS,
    types: { file: Symbol('file'), folder: Symbol('folder') },
    domains: { userDesktop: Symbol('userDesktop'), userDocuments: Symbol('userDocuments') },
    fileTypes: { all: ['*'], images: ['jpg', 'png', 'psd'], text: ['txt'] },
  });
}

function secureStorage(sim: Sim): object {
  const { secrets } = sim.plugin;
  return strict(sim, 'secureStorage', {
    setItem: (key: string, value: string | Uint8Array) => {
      const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value.slice();
      return call(sim, 'secureStorage.setItem', () => void secrets.set(key, bytes));
    },
    getItem: (key: string) =>
      call(sim, 'secureStorage.getItem', () => {
        const bytes = secrets.get(key);
        return bytes ? new sim.realm.Uint8Array(bytes) : null;
      }),
    removeItem: (key: string) =>
      call(sim, 'secureStorage.removeItem', () => void secrets.delete(key)),
    clear: () => call(sim, 'secureStorage.clear', () => secrets.clear()),
  });
}
