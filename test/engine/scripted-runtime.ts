import type { DeviceKind } from '../../src/core/events';
import { bytesToRead } from '../../src/onnx/bytes-to-read';
import { RUNTIME_FEATURES } from '../../src/onnx/runtime-features';
import type { Runtime, Session, SessionSource, Tensor } from '../../src/onnx/session';

/** What happens at the n-th call, counted from 0 over the runtime's life. May throw. */
export interface Script {
  readonly onCreate?: (index: number) => void | Promise<void>;
  readonly onRun?: (
    index: number,
    inputs: Readonly<Record<string, Tensor>>,
  ) => void | Promise<void>;
}

export interface ScriptedRuntime extends Runtime {
  readonly runs: number;
  readonly created: number;
  readonly disposed: boolean;
  /** The device goes away. */
  lose(reason: string): void;
}

/** A runtime whose "network" repeats pixels: for stories about lives and orders, not pictures. */
export function scriptedRuntime(device: DeviceKind, script: Script = {}): ScriptedRuntime {
  let lose: (reason: string) => void = () => undefined;
  const lost = new Promise<string>((resolve) => {
    lose = resolve;
  });
  const sessions = new Set<Session>();
  const counts = { runs: 0, created: 0, liveTensors: 0 };
  let disposed = false;

  return {
    device,
    label: `scripted ${device}`,
    features: RUNTIME_FEATURES,
    lost,
    lose: (reason) => {
      lose(reason);
    },
    get runs() {
      return counts.runs;
    },
    get created() {
      return counts.created;
    },
    get disposed() {
      return disposed;
    },
    async createSession(source) {
      const index = counts.created++;
      await script.onCreate?.(index);
      const head = headOf(source);
      const session: Session = {
        device,
        async run(given) {
          // The embedded network takes pictures only.
          const inputs = given as Readonly<Record<string, Tensor>>;
          counts.liveTensors++;
          try {
            const run = counts.runs++;
            await script.onRun?.(run, inputs);
            return { restored: repeat(inputs['image']!, head) };
          } finally {
            counts.liveTensors--;
          }
        },
        dispose() {
          sessions.delete(session);
          return Promise.resolve();
        },
      };
      sessions.add(session);
      return session;
    },
    releaseWeights: () => Promise.resolve(),
    multiplyAddsAtOnce: Infinity,
    bytesToRead: (parameters) => bytesToRead(device, parameters),
    keptWeightBytes: 0,
    stats: () => ({ sessions: sessions.size, liveTensors: counts.liveTensors }),
    dispose() {
      disposed = true;
      sessions.clear();
      return Promise.resolve();
    },
  };
}

/** The graph's name ends in its scale. */
function headOf({ name }: SessionSource): number {
  return Number(/realesr-general-x4v3-(\d)x/.exec(name)?.[1]);
}

function repeat({ dims, data }: Tensor, times: number): Tensor {
  const [, channels = 0, height = 0, width = 0] = dims;
  const out = new Float32Array(data.length * times * times);
  let o = 0;
  for (let row = 0; row < channels * height; row++) {
    for (let dy = 0; dy < times; dy++) {
      for (let x = 0; x < width; x++) {
        for (let dx = 0; dx < times; dx++) out[o++] = data[row * width + x]!;
      }
    }
  }
  return { dims: [1, channels, height * times, width * times], data: out };
}
