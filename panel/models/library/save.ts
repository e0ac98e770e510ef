import { isAbort } from '../../../src/core/abort';
import { saveFailed } from './errors';
import { readThrough, type CountedWork } from './hash';

/**
 * Writes a whole file into one of the person's own. The browser puts it there in one piece when the
 * last byte is written; until then, and after a failure, nothing has its name.
 *
 * @throws the signal's reason; ModelError `model-save-failed` or `model-file-unreadable`
 */
export async function saveTo(
  handle: FileSystemFileHandle,
  file: Blob,
  name: string,
  work: CountedWork,
): Promise<void> {
  try {
    const writable = await handle.createWritable();
    try {
      await readThrough(file, name, (bytes) => writable.write(Uint8Array.from(bytes)), work);
    } catch (error) {
      await writable.abort().catch(() => undefined);
      throw error;
    }
    await writable.close();
  } catch (error) {
    // A browser that refuses to put the file there names its error as a cancel is named.
    throw work.signal.aborted && isAbort(error) ? error : saveFailed(name, error);
  }
}
