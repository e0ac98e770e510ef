import type * as ort from 'onnxruntime-web';
import { bytesToRead } from './bytes-to-read';
import { countedReads } from './counted-reads';
import type { Parameter } from './graph';
import { growingRoom, lazyBytes } from './lazy-bytes';
import type { SessionSource } from './session';
import { UNOBSERVED, type LoadObserver } from './upload';
import type { WeightStore } from './weight-store';

type Ort = typeof ort;
type ExternalFiles = ort.InferenceSession.SessionOptions['externalData'];

/** What a session is created with, and what each of its runs is fed beside the inputs. */
export interface RoutedWeights {
  readonly model: Uint8Array;
  readonly externalData: NonNullable<ExternalFiles>;
  readonly feeds: Readonly<Record<string, ort.Tensor>>;
  /** What reading threw while the session was created: the runtime only says that loading failed. */
  readonly failure: () => unknown;
  /** When the session was created, or not: drops what only that needed. */
  readonly loaded: () => void;
  /** With the session's end. */
  readonly giveBack: () => void;
}

/** How weights come to the device. */
export interface WeightRoute {
  route(source: SessionSource, observer?: LoadObserver): Promise<RoutedWeights>;
  release(of?: (network: string) => boolean): void;
  /** Bytes of files that sessions with these parameters would still have to read. */
  bytesToRead(parameters: readonly Parameter[]): number;
  readonly keptBytes: number;
}

/** To the processor: the runtime reads external data into its heap, and nobody else keeps it. */
export function heapRoute(): WeightRoute {
  const room = growingRoom();
  return {
    route({ model, parameters }, observer = UNOBSERVED) {
      const lazy = countedReads(parameters, observer).map((parameter) => ({
        path: parameter.name,
        ...lazyBytes(parameter, room),
      }));
      return Promise.resolve({
        model: model('wasm'),
        externalData: lazy.map(({ path, bytes }) => ({ path, data: bytes })),
        feeds: {},
        failure: () => lazy.map((data) => data.failure()).find((thrown) => thrown !== undefined),
        loaded: () => room.empty(),
        giveBack: () => undefined,
      });
    },
    release: () => undefined,
    bytesToRead: (parameters) => bytesToRead('wasm', parameters),
    keptBytes: 0,
  };
}

/** To a graphics adapter: weights are inputs, in buffers that outlive the session. */
export function storeRoute({ Tensor }: Pick<Ort, 'Tensor'>, store: WeightStore): WeightRoute {
  return {
    async route({ name, model, parameters }, observer = UNOBSERVED) {
      const held = await store.hold(name, parameters, observer);
      const feeds = parameters.map(({ name: member, dtype, shape }, index) => {
        const buffer = held.buffers[index];
        if (buffer === undefined) throw new TypeError(`${member} without a buffer`);
        return [member, Tensor.fromGpuBuffer(buffer, { dataType: dtype, dims: shape })] as const;
      });
      return {
        model: model('webgpu'),
        externalData: [],
        feeds: Object.fromEntries(feeds),
        failure: () => undefined,
        loaded: () => undefined,
        giveBack: () => held.giveBack(),
      };
    },
    release: (of) => store.release(of),
    bytesToRead: (parameters) => bytesToRead('webgpu', parameters, (upload) => store.has(upload)),
    get keptBytes() {
      return store.byteLength;
    },
  };
}
