import { nextTask } from '../../core/abort';
import type { Runtime, Session, SessionSource } from '../../onnx/session';

export interface RuntimeObserver {
  readonly signal: AbortSignal;
  /** Called while a session is created, as its weights are read. */
  readonly onLoad: (doneBytes: number, totalBytes: number) => void;
  /** Called after each run. */
  readonly onRun: (elapsedMs: number) => void;
}

/** Share of a network's weights after which the progress is reported again. */
const TOLD_SHARE = 1 / 100;

/**
 * The runtime under observation. The signal is checked before each session, each weight and each
 * run. Borrows the runtime: `dispose` is not to be called on the result.
 */
export function observedRuntime(runtime: Runtime, observer: RuntimeObserver): Runtime {
  const { signal, onRun } = observer;
  return {
    ...runtime,
    get label() {
      return runtime.label;
    },
    async createSession(source) {
      signal.throwIfAborted();
      const session = await created(runtime, source, observer);
      return {
        ...session,
        async run(inputs) {
          // On the CPU a run gives the thread no turn in which it could hear of a cancel.
          await nextTask();
          signal.throwIfAborted();
          const started = performance.now();
          const outputs = await session.run(inputs);
          onRun(performance.now() - started);
          return outputs;
        },
      };
    },
  };
}

async function created(
  runtime: Runtime,
  source: SessionSource,
  observer: RuntimeObserver,
): Promise<Session> {
  try {
    return await runtime.createSession(countedReads(source, observer));
  } catch (error) {
    // What a weight's reader throws comes back as the runtime's own failure.
    observer.signal.throwIfAborted();
    throw error;
  }
}

function weightBytesOf({ externalData }: SessionSource): number {
  return externalData.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

function countedReads(
  source: SessionSource,
  { signal, onLoad }: Pick<RuntimeObserver, 'signal' | 'onLoad'>,
): SessionSource {
  const total = weightBytesOf(source);
  let done = 0;
  let told = 0;
  // The runtime reads some small weights twice.
  const counted = new Set<string>();
  const count = (location: string, bytes: number): void => {
    if (counted.has(location)) return;
    counted.add(location);
    done += bytes;
    if (done - told < total * TOLD_SHARE && done !== total) return;
    told = done;
    onLoad(done, total);
  };
  return {
    model: source.model,
    externalData: source.externalData.map((data) => ({
      ...data,
      read(offset: number, length: number) {
        signal.throwIfAborted();
        const bytes = data.read(offset, length);
        count(data.location, data.byteLength);
        return bytes;
      },
    })),
  };
}
