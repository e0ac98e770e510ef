import { deleteDB, openDB } from 'idb';
import { abortable } from '../../../src/core/abort';
import { failed, ok, type Finding } from '../../store/checks';
import { isPattern, megabytesPerSecond, patternBytes } from './transfer';

const DATABASE = 'supir-panel-diagnostics';
const FILE = 'supir-panel-diagnostics.bin';
const STORE = 'records';
const SMALL = 1024;
const LARGE = 16 * 2 ** 20;

/** Writes a small record and one of 16 MiB, reads them back, and deletes the database again. */
export async function checkIndexedDb(signal: AbortSignal): Promise<Finding> {
  const db = await abortable(
    openDB(DATABASE, 1, { upgrade: (made) => void made.createObjectStore(STORE) }),
    signal,
  );
  const roundTrip = async (length: number): Promise<{ right: boolean; facts: Rates }> => {
    signal.throwIfAborted();
    const start = performance.now();
    await db.put(STORE, new Blob([patternBytes(length)]), length);
    const written = performance.now();
    signal.throwIfAborted();
    const record: unknown = await db.get(STORE, length);
    const bytes = record instanceof Blob ? new Uint8Array(await record.arrayBuffer()) : null;
    const read = performance.now();
    return {
      right: bytes !== null && isPattern(bytes, length),
      facts: {
        write: megabytesPerSecond(length, written - start),
        read: megabytesPerSecond(length, read - written),
      },
    };
  };
  try {
    const small = await abortable(roundTrip(SMALL), signal);
    const large = await abortable(roundTrip(LARGE), signal);
    const facts = {
      '1 KiB': small.right,
      '16 MiB': large.right,
      'write MB/s': large.facts.write,
      'read MB/s': large.facts.read,
    };
    return small.right && large.right ? ok(facts) : failed(facts);
  } finally {
    db.close();
    await deleteDB(DATABASE).catch(() => undefined);
  }
}

interface Rates {
  readonly write: number;
  readonly read: number;
}

/** Checks the browser's private file system: writes 16 MiB and reads them back. */
export async function checkOpfs(
  storage: StorageManager | undefined,
  signal: AbortSignal,
): Promise<Finding> {
  if (storage === undefined || !('getDirectory' in storage)) return failed({ present: false });
  const folder = await abortable(storage.getDirectory(), signal);
  const handle = await abortable(folder.getFileHandle(FILE, { create: true }), signal);
  try {
    if (!('createWritable' in handle)) return failed({ present: true, createWritable: false });
    const start = performance.now();
    const writable = await handle.createWritable();
    try {
      await abortable(writable.write(patternBytes(LARGE)), signal);
    } finally {
      await writable.close();
    }
    const written = performance.now();
    const bytes = await abortable((await handle.getFile()).arrayBuffer(), signal);
    const facts = {
      present: true,
      '16 MiB': isPattern(new Uint8Array(bytes), LARGE),
      'write MB/s': megabytesPerSecond(LARGE, written - start),
      'read MB/s': megabytesPerSecond(LARGE, performance.now() - written),
    };
    return facts['16 MiB'] ? ok(facts) : failed(facts);
  } finally {
    await folder.removeEntry(FILE).catch(() => undefined);
  }
}

/** Reports how many bytes the browser lets the page store. */
export async function checkQuota(
  storage: StorageManager | undefined,
  signal: AbortSignal,
): Promise<Finding> {
  if (storage === undefined || !('estimate' in storage)) return failed({ estimate: false });
  const { quota, usage } = await abortable(storage.estimate(), signal);
  const persisted = await abortable(storage.persisted(), signal).catch(() => null);
  return ok({ quotaBytes: quota ?? null, usageBytes: usage ?? null, persisted });
}
