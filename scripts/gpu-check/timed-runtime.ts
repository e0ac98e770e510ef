import type { Runtime, Tensor } from '../../src/onnx/session';
import { timed } from './clock';
import type { Dawn } from './dawn';
import type { Timed } from './profile';

/** What sessions took, in the order in which it happened. */
export interface Times {
  /** Seconds of each session's making, its weights' way to the device included. */
  readonly creating: number[];
  /** Seconds of each run. */
  readonly runs: number[];
  readonly kernels: Timed[];
  /** Of the first run. */
  outputs: Readonly<Record<string, Tensor>> | null;
}

/** `profiled`: whether the run of this number, from 0, is profiled; it then takes longer. */
export function timeRuntime(
  runtime: Runtime,
  dawn: Dawn,
  profiled: (run: number) => boolean,
): { readonly runtime: Runtime; readonly times: Times } {
  const times: Times = { creating: [], runs: [], kernels: [], outputs: null };
  return {
    times,
    runtime: {
      ...runtime,
      get label() {
        return runtime.label;
      },
      get keptWeightBytes() {
        return runtime.keptWeightBytes;
      },
      async createSession(...given) {
        const [seconds, session] = await timed(() => runtime.createSession(...given));
        times.creating.push(seconds);
        return {
          ...session,
          async run(...inputs) {
            const [took, outputs] = await timed(async () => {
              if (!profiled(times.runs.length)) return await session.run(...inputs);
              const made: Awaited<ReturnType<typeof session.run>>[] = [];
              const kernels = await dawn.profile(dawn.device(), async () => {
                made.push(await session.run(...inputs));
              });
              times.kernels.push(...kernels);
              const [outputsOfRun] = made;
              if (outputsOfRun === undefined) throw new TypeError('a run without outputs');
              return outputsOfRun;
            });
            times.runs.push(took);
            times.outputs ??= outputs;
            return outputs;
          },
        };
      },
    },
  };
}
