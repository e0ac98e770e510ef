import { abortable } from '../../../src/core/abort';
import { failed, ok, type Finding } from '../../store/checks';
import { isPattern, patternBytes } from './transfer';
import { megabytesPerSecond } from './speed';

const FILE = 'supir-panel-diagnostics.bin';
const BYTES = 16 * 2 ** 20;

/** The browser's private files: whether there are any, and 16 MiB there and back. */
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
      await abortable(writable.write(patternBytes(BYTES)), signal);
    } finally {
      await writable.close();
    }
    const written = performance.now();
    const bytes = await abortable((await handle.getFile()).arrayBuffer(), signal);
    const facts = {
      present: true,
      '16 MiB': isPattern(new Uint8Array(bytes), BYTES),
      'write MB/s': megabytesPerSecond(BYTES, written - start),
      'read MB/s': megabytesPerSecond(BYTES, performance.now() - written),
    };
    return facts['16 MiB'] ? ok(facts) : failed(facts);
  } finally {
    await folder.removeEntry(FILE).catch(() => undefined);
  }
}
