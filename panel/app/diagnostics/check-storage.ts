import { deleteDB, openDB } from 'idb';
import { abortable } from '../../../src/core/abort';
import { failed, ok, type Finding } from '../../store/checks';
import { isPattern, patternBytes } from './transfer';
import { megabytesPerSecond } from './speed';

const DATABASE = 'supir-panel-diagnostics';
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
