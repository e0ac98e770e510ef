import * as v from 'valibot';
import { fileUnreadable } from '../../../core/file-errors';
import { bridgeProtocol } from '../protocol/errors';
import { LIMITS } from '../protocol/limits';
import { checked, COUNT, countUpTo, textUpTo, type Json } from '../protocol/parse';
import type { Handler } from '../protocol/responder';
import type { Parcel } from '../protocol/message';
import { fileUnknown, photoshopFailed } from './errors';
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

const TYPES = v.object({ types: v.array(textUpTo(32)) });
const ASSET = v.object({ name: textUpTo(256) });
const PICKED = v.object({ id: textUpTo(4096) });
const NAMED = v.object({ name: v.pipe(textUpTo(256), v.minLength(1)) });
const RANGE = v.object({ offset: COUNT, length: countUpTo(MAX_READ_BYTES) });

const KNOWN_FILE = v.object({ id: v.string(), name: v.string(), size: v.number() });
type KnownFile = v.InferOutput<typeof KNOWN_FILE>;

/** Files by range: those of the plugin, and those that the user has picked, by a token that lasts. */
export function fileHandlers(options: FilesOptions): Readonly<Record<string, Handler>> {
  const { uxp, fs, storage, assets } = options;
  const { localFileSystem } = uxp.storage;

  const assetPath = (params: unknown): string => {
    const { name } = checked(ASSET, params, 'asset');
    if (!assets.includes(name)) throw fileUnknown();
    return `plugin:/${name}`;
  };

  const pickedPath = async (params: unknown): Promise<string> => {
    const { id } = checked(PICKED, params, 'file');
    const known = readTokens(storage).find((file) => file.id === id);
    if (known === undefined) throw fileUnknown();
    try {
      return (await localFileSystem.getEntryForPersistentToken(known.id)).nativePath;
    } catch {
      throw fileUnknown();
    }
  };

  const pick = async (params: unknown): Promise<Parcel> => {
    const types = checked(TYPES, params, 'types').types.slice(0, 16);
    const chosen = await localFileSystem.getFileForOpening({ types, allowMultiple: true });
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

  const save = async (params: unknown, [bytes]: Parcel['blobs']): Promise<Parcel> => {
    const { name } = checked(NAMED, params, 'name');
    if (bytes === undefined || bytes.length > LIMITS.maxMessageBytes) throw bridgeProtocol('file');
    const file = await localFileSystem.getFileForSaving(name);
    if (file == null) return { value: { saved: false }, blobs: [] };
    try {
      await file.write(bytes.slice().buffer, { format: uxp.storage.formats.binary });
    } catch (error) {
      throw photoshopFailed(`write ${file.name}`, error);
    }
    return { value: { saved: true }, blobs: [] };
  };

  return {
    assetSize: async ({ params }) => {
      const path = assetPath(params);
      return { value: { size: await sizeOf(fs, path) }, blobs: [] };
    },
    assetRead: async ({ params }) => readRange(fs, assetPath(params), params),
    filePick: ({ params }) => pick(params),
    fileList: () => Promise.resolve({ value: readTokens(storage).map(plain), blobs: [] }),
    fileRead: async ({ params }) => readRange(fs, await pickedPath(params), params),
    fileForget: ({ params }) => {
      const gone = checked(PICKED, params, 'file').id;
      writeTokens(
        storage,
        readTokens(storage).filter(({ id }) => id !== gone),
      );
      return Promise.resolve({ value: null, blobs: [] });
    },
    fileSave: ({ params, blobs }) => save(params, blobs),
  };
}

function plain({ id, name, size }: KnownFile): Json {
  return { id, name, size };
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
  const { offset, length } = checked(RANGE, params, 'range');
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
    return Array.isArray(value) ? value.filter((file) => v.is(KNOWN_FILE, file)) : [];
  } catch {
    return [];
  }
}

function writeTokens(storage: UxpStorage, files: readonly KnownFile[]): void {
  storage.setItem(TOKENS, JSON.stringify(files));
}
