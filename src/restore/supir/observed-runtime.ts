import { nextTask } from '../../core/abort';
import { byteLength } from '../../onnx/dtype';
import type { Runtime } from '../../onnx/session';
import type { LoadObserver } from '../../onnx/upload';

/** `onLoad` is called while a session is created, as its weights are read. */
export interface RuntimeObserver extends LoadObserver {
  /** After a session was made, or found: bytes of its weights, and how long it took to read them. */
  readonly onSession: (weightBytes: number, readMs: number) => void;
  /** Called after each run. */
  readonly onRun: (elapsedMs: number) => void;
}

/**
 * The same runtime, watched. The signal is looked at before each session, each slice and each run.
 * Borrows the runtime: `dispose` is not to be called on what is returned.
 */
export function observedRuntime(runtime: Runtime, observer: RuntimeObserver): Runtime {
  const { signal, onSession, onRun } = observer;
  return {
    ...runtime,
    get label() {
      return runtime.label;
    },
    get keptWeightBytes() {
      return runtime.keptWeightBytes;
    },
    async createSession(source) {
      signal.throwIfAborted();
      const started = performance.now();
      const read = { bytes: 0 };
      const session = await runtime.createSession(source, {
        signal,
        onLoad(doneBytes, totalBytes) {
          read.bytes = doneBytes;
          observer.onLoad(doneBytes, totalBytes);
        },
      });
      const bytes = source.parameters.reduce((sum, parameter) => sum + byteLength(parameter), 0);
      onSession(bytes, read.bytes > 0 ? performance.now() - started : 0);
      return {
        ...session,
        async run(...args) {
          // On the CPU a run gives the thread no turn in which it could hear of a cancel.
          await nextTask();
          signal.throwIfAborted();
          const started = performance.now();
          const outputs = await session.run(...args);
          onRun(performance.now() - started);
          return outputs;
        },
      };
    },
  };
}
