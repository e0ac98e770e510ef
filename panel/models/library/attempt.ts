import { refuseOtherFormats, SNIFFED_BYTES } from '../../../src/model-files/file-format';
import { judgeAnswer, rangeHeaders, type Asked, type Judged } from './answer';
import { brokenOff, libraryFull, otherLength } from './errors';
import { NO_VERSION } from './records';
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
  /** Length, bytes, as the catalog has it; null: it has none. */
  readonly bytes: number | null;
}

/** An attempt that failed and may succeed later. */
export class Interrupted extends Error {
  constructor(
    readonly reason: Error,
    /** When the server wants to be asked again, milliseconds from now; null: it does not say. */
    readonly afterMs: number | null = null,
    /** Whether all of the file has to be asked for. */
    readonly asksAnew = false,
  ) {
    super(reason.message);
  }
}

export interface AttemptOptions {
  /** Asks for all of the file; what is there is dropped when a model file begins to come. */
  readonly anew: boolean;
  readonly signal: AbortSignal;
  /** Bytes were received. */
  readonly onBytes: () => void;
}

/**
 * One request for what is missing, or for all of it, whose bytes go into `file`. Resolves when the
 * server says, or has shown, that no byte is missing.
 *
 * @throws Interrupted; the signal's reason; what `judgeAnswer` and `refuseOtherFormats` throw;
 *   ModelError `library-full` or `download-other-length`
 */
export async function attempt(
  source: Source,
  file: Unfinished,
  deps: AttemptDeps,
  { anew, signal, onBytes }: AttemptOptions,
): Promise<void> {
  const { name } = source;
  const watch = watchStall(deps.stallMs, signal);
  try {
    const asked = anew
      ? { file: name, offset: 0, totalBytes: source.bytes, version: NO_VERSION }
      : { file: name, offset: file.offset, totalBytes: file.totalBytes, version: file.version };
    const { response, judged } = await ask(source, asked, deps, watch, signal);
    if (judged.kind === 'complete') return;
    if (judged.kind === 'later') throw new Interrupted(judged.error, judged.afterMs);
    if (judged.kind === 'changed') {
      throw new Interrupted(brokenOff('download-changed', name), 0, true);
    }
    const { totalBytes, version } = judged;
    await checkRoom(name, { totalBytes, offset: file.offset }, deps.freeBytes);
    const isStart = judged.kind === 'begins' || asked.offset === 0;
    const begin = async (): Promise<void> => {
      // Not before bytes of a model have come: any other answer costs nothing of what is there.
      if (isStart && file.offset > 0) await file.clear();
      file.describe(totalBytes, version);
    };
    const chunks = chunksOf(response, name, watch, signal);
    await take(name, file, chunks, { isStart, totalBytes, begin, onBytes });
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
  asked: Asked,
  { fetch, wallClockMs }: AttemptDeps,
  watch: StallWatch,
  signal: AbortSignal,
): Promise<{ readonly response: Response; readonly judged: Judged }> {
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

interface TakeOptions {
  /** Whether the body is the file from its beginning. */
  readonly isStart: boolean;
  /** Length of the file, bytes; null: nobody has told. */
  readonly totalBytes: number | null;
  /** Called before the first byte is appended. */
  readonly begin: () => Promise<void>;
  readonly onBytes: () => void;
}

/**
 * Appends a body; the first bytes of a file have to be those of a model.
 * @throws Interrupted where none comes, or too few to look at
 */
async function take(
  name: string,
  file: Unfinished,
  chunks: AsyncIterable<Uint8Array>,
  { isStart, totalBytes, begin, onBytes }: TakeOptions,
): Promise<void> {
  const append = async (bytes: Uint8Array): Promise<void> => {
    const length = file.offset + bytes.byteLength;
    if (totalBytes !== null && length > totalBytes) throw otherLength(name, length, totalBytes);
    await file.append(bytes);
    onBytes();
  };
  /** What was received of the first bytes; null once they were looked at. */
  let start: Uint8Array | null = new Uint8Array(0);
  const look = async (bytes: Uint8Array): Promise<void> => {
    if (isStart) refuseOtherFormats(name, bytes.subarray(0, SNIFFED_BYTES));
    const isCut = isStart && bytes.byteLength < Math.min(SNIFFED_BYTES, totalBytes ?? 0);
    if (bytes.byteLength === 0 || isCut) throw new Interrupted(brokenOff('download-cut', name));
    await begin();
    await append(bytes);
    start = null;
  };
  for await (const chunk of chunks) {
    if (start === null) {
      await append(chunk);
      continue;
    }
    start = concat(start, chunk);
    if (!isStart || start.byteLength >= SNIFFED_BYTES) await look(start);
  }
  if (start !== null) await look(start);
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.byteLength + b.byteLength);
  both.set(a);
  both.set(b, a.byteLength);
  return both;
}
