import { bytesOf, fileOf, inSandbox, isInside, namePart, FOLDERS } from '../files/store';
import { call, errorOf, type Sim } from '../sim';
import { strict } from '../strict';

export const FORMATS = { utf8: Symbol('utf8'), binary: Symbol('binary') } as const;

const paths = new WeakMap<object, string>();
/** `File.read` refuses more, so that nobody reads weights with it. */
const READ_LIMIT = 2 ** 30;

export function pathOfEntry(sim: Sim, entry: unknown): string {
  const path = typeof entry === 'object' && entry !== null ? paths.get(entry) : undefined;
  if (path === undefined) throw errorOf(sim, 'this is no entry');
  return path;
}

interface FormatOptions {
  readonly format?: symbol;
  readonly append?: boolean;
}

function fileAt(sim: Sim, path: string) {
  const file = sim.files.files.get(path);
  if (file === undefined) throw errorOf(sim, `Could not find an entry of ${path}`);
  return file;
}

async function readFile(sim: Sim, path: string, options: FormatOptions): Promise<unknown> {
  return call(sim, 'file.read', () => {
    const file = fileAt(sim, path);
    if (file.size > READ_LIMIT && sim.rules('F5')) throw errorOf(sim, 'the file is too large');
    const bytes = sim.rules('F5') ? bytesOf(file) : file.read(0, 16);
    if (options.format !== FORMATS.binary) return new TextDecoder().decode(bytes);
    const buffer = new sim.realm.ArrayBuffer(bytes.length);
    new sim.realm.Uint8Array(buffer).set(bytes);
    return buffer;
  });
}

function asBytes(sim: Sim, data: unknown): Uint8Array {
  if (typeof data === 'string') return new TextEncoder().encode(data);
  if (ArrayBuffer.isView(data)) {
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
  }
  if (Object.prototype.toString.call(data) === '[object ArrayBuffer]') {
    return new Uint8Array(data as ArrayBuffer).slice();
  }
  throw errorOf(sim, 'only text and array buffers can be written');
}

function writeFile(sim: Sim, path: string, data: unknown, options: FormatOptions): Promise<number> {
  const early = asBytes(sim, data);
  return call(sim, 'file.write', () => {
    if (isInside(path, FOLDERS['plugin:'])) throw errorOf(sim, 'the plugin folder is read-only');
    const old = options.append === true ? bytesOf(fileAt(sim, path)) : new Uint8Array();
    const all = new Uint8Array(old.length + early.length);
    all.set(old);
    all.set(early, old.length);
    sim.files.files.set(path, fileOf(all));
    return early.length;
  });
}

function common(sim: Sim, path: string, isFolder: boolean): object {
  return {
    isEntry: true,
    isFile: !isFolder,
    isFolder,
    name: namePart(path),
    nativePath: path,
    getMetadata: () =>
      call(sim, 'entry.getMetadata', () => ({
        name: namePart(path),
        size: isFolder ? 0 : fileAt(sim, path).size,
        dateModified: new Date(0),
        isFile: !isFolder,
        isFolder,
      })),
    delete: () =>
      call(sim, 'entry.delete', () => {
        if (isInside(path, FOLDERS['plugin:']))
          throw errorOf(sim, 'the plugin folder is read-only');
        if (!sim.files.files.delete(path) && !sim.files.folders.delete(path)) {
          throw errorOf(sim, `Could not find an entry of ${path}`);
        }
      }),
  };
}

export function fileEntry(sim: Sim, path: string): object {
  const entry = strict(sim, 'File', {
    ...common(sim, path, false),
    mode: 'readWrite',
    read: (options: FormatOptions = {}) => readFile(sim, path, options),
    write: (data: unknown, options: FormatOptions = {}) => writeFile(sim, path, data, options),
  });
  paths.set(entry, path);
  return entry;
}

function membersOf(sim: Sim, folder: string): object[] {
  const names = [...sim.files.files.keys(), ...sim.files.folders].flatMap((path) => {
    if (!path.startsWith(`${folder}/`)) return [];
    return [path.slice(folder.length + 1).split('/')[0] ?? ''];
  });
  return [...new Set(names)].filter(Boolean).map((name) => entryAt(sim, `${folder}/${name}`));
}

/** A file's entry, or else a folder's. */
export function entryAt(sim: Sim, path: string): object {
  return sim.files.files.has(path) ? fileEntry(sim, path) : folderEntry(sim, path);
}

export function folderEntry(sim: Sim, path: string): object {
  const guard = (): void => {
    if (isInside(path, FOLDERS['plugin:'])) throw errorOf(sim, 'the plugin folder is read-only');
  };
  const child = (name: string): string => `${path}/${name}`;
  const entry = strict(sim, 'Folder', {
    ...common(sim, path, true),
    getEntries: () => call(sim, 'folder.getEntries', () => membersOf(sim, path)),
    getEntry: (name: string) =>
      call(sim, 'folder.getEntry', () => {
        const wanted = child(name);
        const known = sim.files.files.has(wanted) || sim.files.folders.has(wanted);
        if (!known) throw errorOf(sim, `Could not find an entry of ${wanted}`);
        return entryAt(sim, wanted);
      }),
    createFile: (name: string, options: { readonly overwrite?: boolean } = {}) =>
      call(sim, 'folder.createFile', () => {
        guard();
        if (sim.files.files.has(child(name)) && options.overwrite !== true) {
          throw errorOf(sim, `${name} exists`);
        }
        sim.files.files.set(child(name), fileOf(new Uint8Array()));
        return fileEntry(sim, child(name));
      }),
    createFolder: (name: string) =>
      call(sim, 'folder.createFolder', () => {
        guard();
        sim.files.folders.add(child(name));
        return folderEntry(sim, child(name));
      }),
  });
  paths.set(entry, path);
  return entry;
}

/** Throws where the permission does not reach a path. */
export function guardPath(sim: Sim, path: string, rule: 'F1' | 'F7'): void {
  const { localFileSystem = 'plugin' } = sim.manifest.requiredPermissions;
  if (inSandbox(path) || localFileSystem === 'fullAccess' || !sim.rules(rule)) return;
  const picked = [...sim.files.persistentTokens.values(), ...sim.files.sessionTokens.values()];
  if (sim.switches.pickedPathsReadable && picked.some((p) => isInside(path, p))) return;
  throw errorOf(sim, `Permission denied to ${path}`);
}
