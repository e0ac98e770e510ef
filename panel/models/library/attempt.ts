import { refuseOtherFormats, SNIFFED_BYTES } from '../../../src/model-files/file-format';
import { judgeAnswer, rangeHeaders, type Judged } from './answer';
import { brokenOff, libraryFull, otherLength } from './errors';
import { watchStall, type StallWatch } from './stall-watch';
import type { Unfinished } from './unfinished';

export interface AttemptDeps {
  readonly fetch: typeof fetch;
  /** Bytes that may still be stored; null: the browser does not say. */
  readonly freeBytes: () => Promise<number | null>;
  readonly wallClockMs: () => number;
  /** How long a server may send nothing, milliseconds. */
  readonly stallMs: number;
}

export interface Source {
  /** The file's name, for messages. */
  readonly name: string;
  readonly address: string;
}

/** An attempt that failed and may succeed later. */
export class Interrupted extends Error {
  constructor(
    readonly reason: Error,
    /** When the server wants to be asked again, milliseconds from now; null: it does not say. */
    readonly afterMs: number | null = null,
  ) {
    super(reason.message);
  }
}

export interface AttemptOptions {
  readonly signal: AbortSignal;
  /** Bytes were received. */
  readonly onBytes: () => void;
}

/**
 * One request for what is missing, whose bytes go into `file`. Resolves when the server says, or has
 * shown, that no byte is missing.
 *
 * @throws Interrupted; the signal's reason; what `judgeAnswer` and `refuseOtherFormats` throw;
 *   ModelError `library-full` or `download-other-length`
 */
export async function attempt(
  source: Source,
  file: Unfinished,
  deps: AttemptDeps,
  { signal, onBytes }: AttemptOptions,
): Promise<void> {
  const { name } = source;
  const watch = watchStall(deps.stallMs, signal);
  try {
    const { response, judged } = await ask(source, file, deps, watch, signal);
    if (judged.kind === 'complete') return;
    if (judged.kind === 'later') throw new Interrupted(judged.error, judged.afterMs);
    if (judged.kind === 'changed') {
      await file.clear();
      throw new Interrupted(brokenOff('download-changed', name), 0);
    }
    if (judged.kind === 'begins' && file.offset > 0) await file.clear();
    file.describe(judged.totalBytes, judged.version);
    await checkRoom(name, file, deps.freeBytes);
    await take(name, file, chunksOf(response, name, watch, signal), onBytes);
    file.describe(file.totalBytes ?? file.offset, file.version);
    if (file.offset < (file.totalBytes ?? 0)) {
      throw new Interrupted(brokenOff('download-cut', name));
    }
  } finally {
    watch.end();
  }
}

/** Makes sure that what is missing has room. @throws ModelError `library-full` */
export async function checkRoom(
  name: string,
  { totalBytes, offset }: Pick<Unfinished, 'totalBytes' | 'offset'>,
  free: AttemptDeps['freeBytes'],
): Promise<void> {
  const freeBytes = await free();
  const neededBytes = (totalBytes ?? 0) - offset;
  if (freeBytes !== null && freeBytes < neededBytes) {
    throw libraryFull(name, { neededBytes, freeBytes });
  }
}

function interruption(
  name: string,
  { stalled }: StallWatch,
  code: 'download-unreachable' | 'download-cut',
  error: unknown,
): Interrupted {
  return new Interrupted(brokenOff(stalled ? 'download-stalled' : code, name, error));
}

/**
 * Asks for what is missing, first on condition that the file is unchanged. Servers of other sites may
 * not allow that header, which looks like a broken network; then the answer is judged without it.
 */
async function ask(
  { name, address }: Source,
  { offset, totalBytes, version }: Unfinished,
  { fetch, wallClockMs }: AttemptDeps,
  watch: StallWatch,
  signal: AbortSignal,
): Promise<{ readonly response: Response; readonly judged: Judged }> {
  const asked = { file: name, offset, totalBytes, version };
  const send = (headers: Record<string, string>): Promise<Response> =>
    watch.during(
      fetch(address, {
        headers,
        signal: watch.signal,
        mode: 'cors',
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        // The browser's own cache would keep a second copy.
        cache: 'no-store',
      }),
    );
  const conditional = rangeHeaders(asked, true);
  const response = await send(conditional)
    .catch((error: unknown) => {
      if (!('If-Range' in conditional) || watch.signal.aborted) throw error;
      return send(rangeHeaders(asked, false));
    })
    .catch((error: unknown) => {
      signal.throwIfAborted();
      throw interruption(name, watch, 'download-unreachable', error);
    });
  const refuse = (): Promise<void> | undefined => response.body?.cancel().catch(() => undefined);
  try {
    const judged = judgeAnswer(asked, response, wallClockMs());
    if (judged.kind !== 'begins' && judged.kind !== 'goes-on') await refuse();
    return { response, judged };
  } catch (error) {
    await refuse();
    throw error;
  }
}

async function* chunksOf(
  { body }: Response,
  name: string,
  watch: StallWatch,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  const reader = body?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      const { done, value } = await watch.during(reader.read()).catch((error: unknown) => {
        signal.throwIfAborted();
        throw interruption(name, watch, 'download-cut', error);
      });
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Appends a body to what is there; the first bytes of a file have to be those of a model. */
async function take(
  name: string,
  file: Unfinished,
  chunks: AsyncIterable<Uint8Array>,
  onBytes: () => void,
): Promise<void> {
  const append = async (bytes: Uint8Array): Promise<void> => {
    const length = file.offset + bytes.byteLength;
    const { totalBytes } = file;
    if (totalBytes !== null && length > totalBytes) {
      await file.clear();
      throw otherLength(name, length, totalBytes);
    }
    await file.append(bytes);
    onBytes();
  };
  /** What was received of the first bytes; null once they were looked at. */
  let start: Uint8Array | null = file.offset === 0 ? new Uint8Array(0) : null;
  for await (const chunk of chunks) {
    if (start === null) {
      await append(chunk);
      continue;
    }
    start = concat(start, chunk);
    if (start.byteLength < SNIFFED_BYTES) continue;
    refuseOtherFormats(name, start.subarray(0, SNIFFED_BYTES));
    await append(start);
    start = null;
  }
  if (start === null || start.byteLength === 0) return;
  refuseOtherFormats(name, start);
  await append(start);
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.byteLength + b.byteLength);
  both.set(a);
  both.set(b, a.byteLength);
  return both;
}
