import type { Runtime, SessionSource } from '../../src/onnx/session';
import type { Recorder, Recording } from '../../test/emulators/gpu/recording';
import { summariseModel, type ModelSummary } from './operators';

/** One session's life, as the device saw it. */
export interface WatchedSession extends ModelSummary {
  /** What was going on when it was made. */
  readonly part: string;
  readonly creation: Recording;
  readonly runs: Recording[];
}

export interface Watch {
  readonly sessions: readonly WatchedSession[];
  /** Everything between the makings and the runs of sessions, such as weights on their way up. */
  readonly between: readonly WatchedPart[];
  /** Bytes alive on the device after the runs: the most that waits for a next one. */
  readonly resting: number;
  /** What goes on from now on. */
  part: string;
  /** The same runtime, with all its work assigned to sessions. */
  watch(runtime: Runtime): Runtime;
  /** Ends the recording that goes on. */
  finish(): void;
}

export interface WatchedPart {
  readonly part: string;
  readonly recording: Recording;
}

export interface WatchOptions {
  /**
   * Sessions get zeros for their weights without a look at the files: reading and quantising is
   * most of the time that a recording takes.
   */
  readonly skipWeights: boolean;
}

/** Cuts what the device is asked for where sessions are made and run. */
export function createWatch(recorder: Recorder, { skipWeights }: WatchOptions): Watch {
  const sessions: WatchedSession[] = [];
  const between: WatchedPart[] = [];
  let resting = 0;

  const rest = (): void => {
    between.push({ part: watch.part, recording: recorder.restart() });
  };

  const watch: Watch = {
    sessions,
    between,
    get resting() {
      return resting;
    },
    part: '',
    finish: rest,
    watch: (runtime) => ({
      ...runtime,
      get label() {
        return runtime.label;
      },
      async createSession(source, ...options) {
        rest();
        const given = skipWeights ? withoutWeights(source) : source;
        const session = await runtime.createSession(given, ...options);
        const runs: Recording[] = [];
        const { part } = watch;
        const creation = recorder.restart();
        sessions.push({ ...summariseModel(source.model('webgpu')), part, creation, runs });
        return {
          ...session,
          async run(...inputs) {
            rest();
            const outputs = await session.run(...inputs);
            runs.push(recorder.restart());
            resting = Math.max(resting, recorder.resident);
            return outputs;
          },
        };
      },
    }),
  };
  return watch;
}

function withoutWeights(source: SessionSource): SessionSource {
  return {
    ...source,
    parameters: source.parameters.map((parameter) => ({
      ...parameter,
      upload: {
        ...parameter.upload,
        from: {
          ...parameter.upload.from,
          readAsync: (_offset: number, length: number) => Promise.resolve(new Uint8Array(length)),
        },
      },
    })),
  };
}
