import { fileUnreadable } from '../../../core/file-errors';
import { countFrom, textFrom } from '../protocol/parse';
import { bridgeProtocol } from '../protocol/errors';
import type { Handler, Parcel } from '../protocol/connection';
import { isObject, type Json } from '../protocol/json';
import { fileUnknown } from './errors';
import type { UxpFile, UxpFs, UxpModule, UxpStorage } from './types/uxp';

export interface FilesOptions {
  readonly uxp: UxpModule;
  readonly fs: UxpFs;
  readonly storage: UxpStorage;
  /** Paths of the page's own files that it may ask for, from the plugin's folder on. */
  readonly assets: readonly string[];
}

/** Most bytes of one answer: few enough for the plugin's memory, enough to keep the bridge busy. */
const MAX_READ_BYTES = 8 * 2 ** 20;

const TOKENS = 'supir-panel.files';
const MAX_FILES = 64;

interface KnownFile {
  readonly id: string;
  readonly name: string;
  readonly size: number;
}

/** Files by range: those of the plugin, and those that the user has picked, by a token that lasts. */
export function fileHandlers(options: FilesOptions): Readonly<Record<string, Handler>> {
  const { uxp, fs, storage, assets } = options;
  const { localFileSystem } = uxp.storage;

  const assetPath = (name: unknown): string => {
    const path = textFrom(name, 256);
    if (!assets.includes(path)) throw fileUnknown();
    return `plugin:/${path}`;
  };

  const pickedPath = async (id: unknown): Promise<string> => {
    const known = readTokens(storage).find((file) => file.id === textFrom(id, 4096));
    if (known === undefined) throw fileUnknown();
    try {
      return (await localFileSystem.getEntryForPersistentToken(known.id)).nativePath;
    } catch {
      throw fileUnknown();
    }
  };

  const pick = async (types: unknown): Promise<Parcel> => {
    if (!Array.isArray(types)) throw bridgeProtocol('types');
    const endings = types.slice(0, 16).map((type) => textFrom(type, 32));
    const chosen = await localFileSystem.getFileForOpening({ types: endings, allowMultiple: true });
    const files: KnownFile[] = [];
    for (const file of listOf(chosen)) {
      const size = await sizeOf(fs, file.nativePath);
      const id = await localFileSystem.createPersistentToken(file);
      files.push({ id, name: file.name, size });
    }
    const before = readTokens(storage).filter(({ id }) => !files.some((file) => file.id === id));
    writeTokens(storage, [...files, ...before].slice(0, MAX_FILES));
    return { value: files.map(plain), blobs: [] };
  };

  return {
    assetSize: async ({ params }) => {
      const path = assetPath(fieldsOf(params)['name']);
      return { value: { size: await sizeOf(fs, path) }, blobs: [] };
    },
    assetRead: async ({ params }) => readRange(fs, assetPath(fieldsOf(params)['name']), params),
    filePick: ({ params }) => pick(fieldsOf(params)['types']),
    fileList: () => Promise.resolve({ value: readTokens(storage).map(plain), blobs: [] }),
    fileRead: async ({ params }) => readRange(fs, await pickedPath(fieldsOf(params)['id']), params),
    fileForget: ({ params }) => {
      const gone = textFrom(fieldsOf(params)['id'], 4096);
      writeTokens(
        storage,
        readTokens(storage).filter(({ id }) => id !== gone),
      );
      return Promise.resolve({ value: null, blobs: [] });
    },
  };
}

function plain({ id, name, size }: KnownFile): Json {
  return { id, name, size };
}

function fieldsOf(params: unknown): Readonly<Record<string, unknown>> {
  if (!isObject(params)) throw bridgeProtocol('parameters');
  return params;
}

/** The files of a picker, which gives null, undefined or an empty list when it was cancelled. */
function listOf(chosen: UxpFile | readonly UxpFile[] | null | undefined): readonly UxpFile[] {
  if (chosen === null || chosen === undefined) return [];
  return isList(chosen) ? chosen : [chosen];
}

function isList(chosen: UxpFile | readonly UxpFile[]): chosen is readonly UxpFile[] {
  return Array.isArray(chosen);
}

function nameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

async function sizeOf(fs: UxpFs, path: string): Promise<number> {
  try {
    return (await fs.lstat(path)).size;
  } catch (error) {
    throw fileUnreadable(nameOf(path), error);
  }
}

/** Up to `length` bytes from `offset` on; fewer at the end of the file. */
async function readRange(fs: UxpFs, path: string, params: unknown): Promise<Parcel> {
  const fields = fieldsOf(params);
  const offset = countFrom(fields['offset']);
  const length = countFrom(fields['length'], MAX_READ_BYTES);
  try {
    const fd = await fs.open(path, 'r');
    try {
      const buffer = new ArrayBuffer(length);
      let got = 0;
      while (got < length) {
        const { bytesRead } = await fs.read(fd, buffer, got, length - got, offset + got);
        if (bytesRead === 0) break;
        got += bytesRead;
      }
      return { value: null, blobs: [new Uint8Array(buffer, 0, got)] };
    } finally {
      await fs.close(fd);
    }
  } catch (error) {
    throw fileUnreadable(nameOf(path), error);
  }
}

function readTokens(storage: UxpStorage): readonly KnownFile[] {
  try {
    const value: unknown = JSON.parse(storage.getItem(TOKENS) ?? '[]');
    return Array.isArray(value) ? value.filter(isKnownFile) : [];
  } catch {
    return [];
  }
}

function isKnownFile(value: unknown): value is KnownFile {
  return (
    isObject(value) &&
    typeof value['id'] === 'string' &&
    typeof value['name'] === 'string' &&
    typeof value['size'] === 'number'
  );
}

function writeTokens(storage: UxpStorage, files: readonly KnownFile[]): void {
  storage.setItem(TOKENS, JSON.stringify(files));
}
