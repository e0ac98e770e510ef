import type { SimFile } from '../types';

/** Where UXP's folders lie on the emulated disk. */
export const FOLDERS = {
  'plugin:': '/photoshop/plugin',
  'plugin-data:': '/photoshop/data',
  'plugin-temp:': '/photoshop/temp',
} as const;

/** The disk, and which tokens stand for which path. */
export interface FileStore {
  readonly files: Map<string, SimFile>;
  readonly folders: Set<string>;
  readonly sessionTokens: Map<string, string>;
  readonly persistentTokens: Map<string, string>;
  /** What the next pickers give. */
  readonly picks: (string | null)[];
  readonly descriptors: Map<
    number,
    { readonly path: string; cursor: number; readonly writes: boolean }
  >;
  nextDescriptor: number;
  /** Changes with each start of the program: older session tokens mean nothing. */
  session: number;
}

export function createStore(): FileStore {
  return {
    files: new Map(),
    folders: new Set(Object.values(FOLDERS)),
    sessionTokens: new Map(),
    persistentTokens: new Map(),
    picks: [],
    descriptors: new Map(),
    nextDescriptor: 3,
    session: 1,
  };
}

/** `plugin-data:/a` and `file:///b` as paths of the disk. */
export function nativePath(url: string): string {
  for (const [scheme, folder] of Object.entries(FOLDERS)) {
    if (url.startsWith(scheme)) return `${folder}/${url.slice(scheme.length).replace(/^\/+/, '')}`;
  }
  if (url.startsWith('file:')) return `/${url.slice('file:'.length).replace(/^\/+/, '')}`;
  return url;
}

export function isInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** Whether a path lies in one of the plugin's own folders. */
export function inSandbox(path: string): boolean {
  return Object.values(FOLDERS).some((folder) => isInside(path, folder));
}

export function fileOf(bytes: Uint8Array): SimFile {
  const own = bytes.slice();
  return { size: own.length, read: (offset, length) => own.slice(offset, offset + length) };
}

export function bytesOf(file: SimFile): Uint8Array {
  return file.read(0, file.size);
}

export function namePart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
