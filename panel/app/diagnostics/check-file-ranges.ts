import { abortable } from '../../../src/core/abort';
import { failed, ok, skipped, type Finding } from '../../store/checks';
import { megabytesPerSecond } from './transfer';
import type { AskWorker } from './check-worker';

/** Offset of the bytes that are compared: beyond 32 bits, where only large files can fail. */
const FAR_OFFSET = 5 * 2 ** 30;
const PROBE_BYTES = 16;
const SPEED_BYTES = 128 * 2 ** 20;
const SLICE_BYTES = 8 * 2 ** 20;

type Read = (start: number, end: number) => Promise<ArrayBuffer>;

/** Reads the chosen file in the page: 16 bytes far into it, twice, and up to 128 MiB for speed. */
export async function checkFileInPage(file: File | null, signal: AbortSignal): Promise<Finding> {
  if (file === null) return skipped('no file chosen');
  return ranges(file, signal, (start, end) => file.slice(start, end).arrayBuffer());
}

/** Reads the chosen file in a worker, whose 16 bytes have to equal those of the page. */
export async function checkFileInWorker(
  file: File | null,
  ask: AskWorker,
  signal: AbortSignal,
): Promise<Finding> {
  if (file === null) return skipped('no file chosen');
  return ranges(file, signal, async (start, end) => {
    const answer = await ask({ ask: 'read', file, start, end }, signal);
    return (answer as { readonly bytes: ArrayBuffer }).bytes;
  });
}

async function ranges(file: File, signal: AbortSignal, read: Read): Promise<Finding> {
  const offset = Math.max(0, Math.min(FAR_OFFSET, file.size - PROBE_BYTES));
  const far = file.slice(offset, offset + PROBE_BYTES);
  const direct = hex(await abortable(far.arrayBuffer(), signal));
  const begun = performance.now();
  const bytes = hex(await abortable(read(offset, offset + PROBE_BYTES), signal));
  const farMs = Math.round((performance.now() - begun) * 10) / 10;

  const start = performance.now();
  let done = 0;
  const total = Math.min(SPEED_BYTES, file.size);
  while (done < total) {
    signal.throwIfAborted();
    const end = Math.min(total, done + SLICE_BYTES);
    const { byteLength } = await abortable(read(done, end), signal);
    if (byteLength !== end - done) return failed({ offset: done, bytes: byteLength });
    done = end;
  }
  const facts = {
    size: file.size,
    offset,
    bytes,
    farMs,
    'MB/s': megabytesPerSecond(done, performance.now() - start),
  };
  return bytes === direct ? ok(facts) : failed({ ...facts, expected: direct });
}

function hex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
