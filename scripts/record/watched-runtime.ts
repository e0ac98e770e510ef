import type { Runtime, SessionSource } from '../../src/onnx/session';
import type { Recorder, Recording } from '../../test/emulators/gpu/recording';
import { summariseModel, type ModelSummary } from './operators';
import type { ReadCount } from './published-files';

/** What happened in a part of a picture's way. */
export interface Watched {
  readonly part: string;
  readonly recording: Recording;
  /** Bytes of the files that were read meanwhile. */
  readonly read: number;
}

/** One session's life, as the device saw it. */
export interface WatchedSession extends ModelSummary {
  readonly creation: Watched;
  readonly runs: Watched[];
  /** Multiply-adds of the largest operator, which is one dispatch. */
  readonly largest: number;
}

export interface Watch {
  readonly sessions: readonly WatchedSession[];
  /** Everything between the making and the runs of sessions, such as weights on their way up. */
  readonly between: readonly Watched[];
  /** Bytes alive on the device after the runs: the most that waits for a next one. */
  readonly resting: number;
  /** What goes on from now on. */
  enter(part: string): void;
  /** The same runtime, with all its work assigned to sessions. */
  watch(runtime: Runtime): Runtime;
  /** Ends the recording that goes on. */
  finish(): void;
}

export interface WatchOptions {
  /**
   * Sessions get zeros for their weights without a look at the files: reading and quantising is
   * most of the time that a recording takes.
   */
  readonly skipWeights: boolean;
  /** Of the files that the networks are in. */
  readonly reads: ReadCount;
}

/** Cuts what the device is asked for where sessions are made and run. */
export function createWatch(recorder: Recorder, { skipWeights, reads }: WatchOptions): Watch {
  const sessions: WatchedSession[] = [];
  const between: Watched[] = [];
  let resting = 0;
  let part = '';
  let readBefore = reads.bytes;

  const cut = (): Watched => {
    const read = reads.bytes - readBefore;
    readBefore = reads.bytes;
    return { part, recording: recorder.restart(), read };
  };
  const finish = (): void => void between.push(cut());

  return {
    sessions,
    between,
    get resting() {
      return resting;
    },
    enter(next) {
      finish();
      part = next;
    },
    finish,
    watch: (runtime) => ({
      ...runtime,
      get label() {
        return runtime.label;
      },
      get keptWeightBytes() {
        return runtime.keptWeightBytes;
      },
      async createSession(source, ...options) {
        finish();
        const given = skipWeights ? withoutWeights(source) : source;
        const session = await runtime.createSession(given, ...options);
        const runs: Watched[] = [];
        sessions.push({
          ...summariseModel(source.model('webgpu')),
          creation: cut(),
          runs,
          largest: Math.max(0, ...source.multiplyAdds('webgpu')),
        });
        return {
          ...session,
          async run(...inputs) {
            finish();
            const outputs = await session.run(...inputs);
            runs.push(cut());
            resting = Math.max(resting, recorder.resident);
            return outputs;
          },
        };
      },
    }),
  };
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
