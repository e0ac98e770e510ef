import * as v from 'valibot';
import type { Ask } from './ask';
import { bridgeProtocol } from '../protocol/errors';
import { checked, COUNT, textUpTo } from '../protocol/parse';
import { SLICE_BYTES } from '../protocol/methods';
import { FileError } from '../../../core/errors';

/** A file that the user picked in Photoshop's own dialog and that the plugin may go on reading. */
export interface PickedFile {
  readonly id: string;
  readonly name: string;
  readonly size: number;
}

export interface ReadProgress {
  readonly signal: AbortSignal;
  readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
}

/**
 * Files through the bridge, some 50 MB a second: for a page that may not fetch its own files, and for
 * model files that cannot be chosen in the page.
 */
export interface BridgeFiles {
  /**
   * Reads one of the panel's own files, whole.
   *
   * @throws FileError `asset-too-large` and others
   */
  asset(path: string, options: ReadProgress): Promise<Uint8Array<ArrayBuffer>>;
  /** Opens Photoshop's file dialog (`endings` such as `safetensors`); empty if the user cancelled. */
  pick(endings: readonly string[]): Promise<readonly PickedFile[]>;
  /** Lists all files that were picked and not forgotten, whether or not they can still be read. */
  list(): Promise<readonly PickedFile[]>;
  /** Reads up to `length` bytes from `offset` on, fewer at the end of the file. */
  read(id: string, offset: number, length: number, signal: AbortSignal): Promise<Uint8Array>;
  forget(id: string): Promise<void>;
  /** Writes a file where Photoshop's dialog asks; false if the user cancelled. */
  save(name: string, bytes: Uint8Array): Promise<boolean>;
}

/** Largest file of the panel's own that is read, bytes; the runtime's wasm file has 26.8 MB. */
const MAX_ASSET_BYTES = 128 * 2 ** 20;
const MAX_ID = 4096;

const ASSET = v.object({ size: COUNT });
const SAVED = v.object({ saved: v.boolean() });
const PICKED = v.array(v.object({ id: textUpTo(MAX_ID), name: textUpTo(MAX_ID), size: COUNT }));

/** Longest time that the user may take to pick a file, milliseconds. */
const PICK_MS = 30 * 60_000;

export function bridgeFiles(ask: Ask): BridgeFiles {
  return {
    async asset(path, { signal, onProgress }) {
      const { value } = await ask('assetSize', { name: path }, { signal });
      const size = checked(ASSET, value, 'asset').size;
      if (size > MAX_ASSET_BYTES) throw assetTooLarge(path, size);
      const bytes = new Uint8Array(size);
      onProgress?.(0, size);
      for (let offset = 0; offset < size; offset += SLICE_BYTES) {
        const length = Math.min(SLICE_BYTES, size - offset);
        const { blobs } = await ask('assetRead', { name: path, offset, length }, { signal });
        const [slice] = blobs;
        if (slice?.length !== length) throw bridgeProtocol('asset');
        bytes.set(slice, offset);
        onProgress?.(offset + length, size);
      }
      return bytes;
    },
    async pick(endings) {
      const params = { types: [...endings] };
      const { value } = await ask('filePick', params, { timeoutMs: PICK_MS });
      return checked(PICKED, value, 'files');
    },
    async list() {
      return checked(PICKED, (await ask('fileList', null)).value, 'files');
    },
    async read(id, offset, length, signal) {
      const parts: Uint8Array[] = [];
      for (let at = 0; at < length; at += SLICE_BYTES) {
        const wanted = Math.min(SLICE_BYTES, length - at);
        const params = { id, offset: offset + at, length: wanted };
        const [part] = (await ask('fileRead', params, { signal })).blobs;
        if (part === undefined || part.length > wanted) throw bridgeProtocol('file');
        parts.push(part);
        if (part.length < wanted) break;
      }
      return joined(parts);
    },
    async forget(id) {
      await ask('fileForget', { id });
    },
    async save(name, bytes) {
      const { value } = await ask('fileSave', { name }, { timeoutMs: PICK_MS, blobs: [bytes] });
      return checked(SAVED, value, 'saved').saved;
    },
  };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function assetTooLarge(path: string, size: number): FileError {
  return new FileError({
    code: 'asset-too-large',
    message: `"${path}" is larger than a file of the panel can be.`,
    hint: 'Install the panel again; its files were replaced.',
    details: { file: path, size, limit: MAX_ASSET_BYTES },
  });
}
