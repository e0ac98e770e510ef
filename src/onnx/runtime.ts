import type * as ort from 'onnxruntime-web';
import type { DeviceKind } from '../core/events';
import { createDeviceTensors, type DeviceTensors } from './device-tensors';
import { createTurns, deviceQueue, type DeviceQueue, type Turns } from './device-queue';
import { outOfMemory, runFailure, runtimeFailed } from './failure';
import { adapterLabel, requestAdapter, requestDevice } from './gpu';
import { keepShaders } from './kept-shaders';
import { availableThreads } from './probe';
import { runtimePlace, webGpuBuild, type RuntimeBuild, type RuntimeBytes } from './runtime-files';
import type { InputTensor, Runtime, Session, SessionSource, TakeOutput, Tensor } from './session';
import type { LoadObserver } from './upload';
import { heapRoute, storeRoute, type RoutedWeights, type WeightRoute } from './weight-routes';
import { createWeightStore } from './weight-store';

export interface RuntimeConfig {
  /**
   * Absolute URL, ending in '/', of the folder with onnxruntime-web's `ort-wasm-simd-threaded*`
   * .mjs and .wasm files (`RUNTIME_FILES`). Fixed by the first runtime of a thread.
   */
  readonly assets: string;
  /** The same files in memory, for a page that may not fetch them; `assets` is not used then. */
  readonly files?: RuntimeBytes;
  /** wasm threads; as many as the machine and the page's isolation allow when left out. */
  readonly threads?: number;
}

type Ort = typeof ort;
type InferenceSession = ort.InferenceSession;
type Provider = NonNullable<ort.InferenceSession.SessionOptions['executionProviders']>[number];

/** A session of the runtime, with its weights. */
interface Created extends RoutedWeights, Pick<SessionSource, 'staying'> {
  readonly handle: InferenceSession;
}

/** A device, and the build of the runtime that drives it. */
interface Backend {
  readonly ort: Ort;
  readonly device: DeviceKind;
  readonly provider: Provider;
  readonly graphOptimizationLevel: 'all' | 'disabled';
  readonly weights: WeightRoute;
  /** For outputs that stay; null: there is no memory but the host's. */
  readonly tensors: ((turn: DeviceQueue['run']) => DeviceTensors<ort.Tensor>) | null;
  readonly label: () => string;
  readonly lost: Promise<string>;
  /** What the GPU reported since the last call, outside of any promise. */
  readonly takeError: () => Error | null;
  /** Until the device has done, and reported, what it was given. */
  readonly settled: () => Promise<unknown>;
  readonly destroy: () => void;
}

/**
 * Starts the runtime on a device. The wasm module under it stays in memory until the thread ends;
 * devices and sessions do not.
 *
 * `Session.run` and `createSession` reject with `DeviceError` `device-lost`, `out-of-memory` or
 * `network-failed`; with what reading a parameter threw, if it did. After `out-of-memory` on wasm
 * the module may be unusable: start another thread.
 *
 * @throws DeviceError `no-webgpu` or `runtime-failed`
 */
export async function createRuntime(device: DeviceKind, config: RuntimeConfig): Promise<Runtime> {
  let runtime: Runtime | null = null;
  try {
    runtime = runtimeOn(
      device === 'webgpu' ? await webGpuBackend(config) : await wasmBackend(config),
    );
    // The wasm files are fetched for the first session only; a missing one should show here.
    await (await keepShaders(runtime)).dispose();
    return runtime;
  } catch (error) {
    await runtime?.dispose();
    throw runtimeFailed(device, error);
  }
}

async function wasmBackend(config: RuntimeConfig): Promise<Backend> {
  const ort = await import('onnxruntime-web/wasm');
  configure(ort, config, '', config.threads ?? availableThreads());
  return {
    ort,
    device: 'wasm',
    provider: 'wasm',
    graphOptimizationLevel: 'all',
    weights: heapRoute(),
    tensors: null,
    label: () => threadLabel(ort.env.wasm.numThreads ?? 1),
    lost: new Promise(() => undefined),
    takeError: () => null,
    settled: () => Promise.resolve(),
    destroy: () => undefined,
  };
}

async function webGpuBackend(config: RuntimeConfig): Promise<Backend> {
  const adapter = await requestAdapter();
  const device = await requestDevice(adapter);
  try {
    const build = webGpuBuild();
    const ort =
      build === '.jspi'
        ? await import('onnxruntime-web/jspi')
        : await import('onnxruntime-web/webgpu');
    configure(ort, config, build, 1);
    return {
      ort,
      device: 'webgpu',
      // The others keep freed buffers for later, by half a network's activations too many.
      provider: { name: 'webgpu', device, storageBufferCacheMode: 'lazyRelease' },
      // Our graphs gain nothing from it here (ten of 1,574 kernels).
      graphOptimizationLevel: 'disabled',
      weights: storeRoute(ort, createWeightStore(device)),
      tensors: (turn) =>
        createDeviceTensors(
          device,
          (buffer, dims) => ort.Tensor.fromGpuBuffer(buffer, { dataType: 'float32', dims }),
          turn,
        ),
      label: () => adapterLabel(adapter),
      lost: device.lost.then(({ reason, message }) => `${reason}: ${message}`),
      takeError: collectErrors(device),
      settled: () => device.queue.onSubmittedWorkDone(),
      destroy: () => device.destroy(),
    };
  } catch (error) {
    device.destroy();
    throw error;
  }
}

/** Only the first call in a thread has an effect: the wasm module is started once. */
function configure(
  ort: Ort,
  { assets, files }: RuntimeConfig,
  build: RuntimeBuild,
  threads: number,
): void {
  Object.assign(ort.env.wasm, runtimePlace(assets, files, build));
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = 'error';
}

function runtimeOn(backend: Backend): Runtime {
  const { ort, device, provider, graphOptimizationLevel, weights } = backend;
  const { label, lost, takeError, settled, destroy } = backend;
  const queue = deviceQueue(lost, turnsOf(ort));
  const sessions = new Set<Session>();
  const tensors = backend.tensors?.((work) => queue.run(work)) ?? null;
  let liveTensors = 0;

  async function runSession(
    { handle, feeds, staying }: Created,
    inputs: Inputs,
    take: TakeOutput | undefined,
  ): Promise<Tensors> {
    const count = Object.keys(inputs).length;
    liveTensors += count;
    const rooms =
      take === undefined || tensors === null
        ? []
        : staying.map(({ name, ...type }) => ({ name, ...tensors.make(type) }));
    try {
      takeError();
      const given = { ...feeds, ...mapValues(inputs, handleOf) };
      const outputs = await (rooms.length === 0
        ? handle.run(given)
        : handle.run(given, {
            ...Object.fromEntries(handle.outputNames.map((name) => [name, null])),
            ...Object.fromEntries(rooms.map((room) => [room.name, room.handle])),
          }));
      const stayed = new Set(rooms.map(({ name }) => name));
      const taken = takeAll(
        Object.fromEntries(Object.entries(outputs).filter(([name]) => !stayed.has(name))),
      );
      throwIfError(takeError());
      for (const { name, tensor } of rooms) take?.(name, tensor);
      return taken;
    } catch (error) {
      await Promise.all(rooms.map(({ tensor }) => tensor.dispose()));
      throw error;
    } finally {
      liveTensors -= count;
    }
  }

  function handleOf(input: InputTensor): ort.Tensor {
    if (!('data' in input)) {
      if (tensors === null) throw new TypeError('a tensor of another device');
      return tensors.handleOf(input);
    }
    const { data, dims } = input;
    return data instanceof BigInt64Array
      ? new ort.Tensor('int64', data, dims)
      : new ort.Tensor('float32', data, dims);
  }

  /** Outputs count as alive until their values are here, and end also when they are of no use. */
  function takeAll(outputs: ort.InferenceSession.OnnxValueMapType): Tensors {
    const held = Object.values(outputs);
    liveTensors += held.length;
    try {
      return mapValues(outputs, valuesOf);
    } finally {
      for (const tensor of held) {
        tensor.dispose();
        liveTensors--;
      }
    }
  }

  async function create(source: SessionSource, observer?: LoadObserver): Promise<Created> {
    takeError();
    const routed = await weights.route(source, observer);
    try {
      const handle = await ort.InferenceSession.create(routed.model, {
        executionProviders: [provider],
        graphOptimizationLevel,
        externalData: routed.externalData,
        logSeverityLevel: LOG_ERRORS,
      });
      // A buffer that found no memory is reported some time after the call that made it.
      await settled();
      const error = takeError();
      if (error === null) return { handle, staying: source.staying, ...routed };
      await handle.release();
      throw error;
    } catch (error) {
      routed.giveBack();
      throw routed.failure() ?? error;
    } finally {
      routed.loaded();
    }
  }

  function sessionOn(created: Created): Session {
    let disposal: Promise<void> | null = null;
    const session: Session = {
      device,
      async run(inputs, take) {
        if (disposal !== null) throw new Error('the session was disposed');
        try {
          return await queue.run(() => runSession(created, inputs, take));
        } catch (error) {
          throw runFailure(device, error);
        }
      },
      dispose() {
        sessions.delete(session);
        return (disposal ??= queue
          .cleanUp(() => created.handle.release())
          .then(() => created.giveBack()));
      },
    };
    sessions.add(session);
    return session;
  }

  return {
    device,
    get label() {
      return label();
    },
    lost,
    async createSession(source, observer) {
      try {
        // Kept even when the device is lost meanwhile, for `dispose` to find.
        return await queue.run(async () => sessionOn(await create(source, observer)));
      } catch (error) {
        observer?.signal.throwIfAborted();
        throw runFailure(device, error);
      }
    },
    // After what is queued: a session that is being created may be reading them.
    releaseWeights: (of) =>
      queue.cleanUp(() => {
        weights.release(of);
        return Promise.resolve();
      }),
    get keptWeightBytes() {
      return weights.keptBytes;
    },
    stats: () => ({
      sessions: sessions.size,
      liveTensors: liveTensors + (tensors?.count ?? 0),
    }),
    async dispose() {
      await queue.cleanUp(() => Promise.resolve());
      await Promise.all([...sessions].map((session) => session.dispose()));
      tensors?.clear();
      weights.release();
      destroy();
    },
  };
}

/**
 * A thread has one wasm module of each build, and it must not be entered while it waits inside
 * another call: also not for a new device after the old one was lost in the middle of a run.
 */
const TURNS = new WeakMap<Ort, Turns>();

function turnsOf(ort: Ort): Turns {
  const turns = TURNS.get(ort) ?? createTurns();
  TURNS.set(ort, turns);
  return turns;
}

type Tensors = Readonly<Record<string, Tensor>>;
type Inputs = Readonly<Record<string, InputTensor>>;

const LOG_ERRORS = 3;

/** The GPU's bytes are in host memory already, and stay when the tensor's own hold on them ends. */
function valuesOf({ data, dims }: ort.InferenceSession.OnnxValueMapType[string]): Tensor {
  if (!(data instanceof Float32Array)) throw new TypeError('the network gave no 32-bit floats');
  return { data, dims };
}

/** Errors that WebGPU reports beside the calls that caused them, the first one kept. */
function collectErrors(device: GPUDevice): () => Error | null {
  let first: Error | null = null;
  device.addEventListener('uncapturederror', ({ error }) => {
    first ??=
      error instanceof GPUOutOfMemoryError
        ? outOfMemory('webgpu', new Error(error.message))
        : new Error(error.message);
  });
  return () => {
    const error = first;
    first = null;
    return error;
  };
}

function threadLabel(threads: number): string {
  return threads === 1 ? '1 thread' : `${threads} threads`;
}

function mapValues<A, B>(
  record: Readonly<Record<string, A>>,
  map: (value: A) => B,
): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

function throwIfError(error: Error | null): void {
  if (error !== null) throw error;
}
