import type * as ort from 'onnxruntime-web';
import type { DeviceKind } from '../core/events';
import { createTurns, type Turns } from '../core/turns';
import { deviceQueue } from './device-queue';
import { outOfMemory, runFailure, runtimeFailed } from './failure';
import { adapterLabel, requestAdapter, requestDevice } from './gpu';
import { keepShaders } from './kept-shaders';
import { growingRoom, lazyBytes, type Room } from './lazy-bytes';
import { availableThreads } from './probe';
import { runtimePlace, webGpuBuild, type RuntimeBuild, type RuntimeBytes } from './runtime-files';
import type { InputTensor, Runtime, Session, SessionSource, Tensor } from './session';

export interface RuntimeConfig {
  /**
   * Absolute URL, ending in '/', of the folder with onnxruntime-web's `ort-wasm-simd-threaded*`
   * .mjs and .wasm files (`runtimeFilesHere`). Fixed by the first runtime of a thread.
   */
  readonly assets: string;
  /** Files in memory, for a page that may not fetch them; `assets` is not used then. */
  readonly files?: RuntimeBytes;
  /** wasm threads; left out: as many as the machine and the page's isolation allow. */
  readonly threads?: number;
}

type Ort = typeof ort;
type InferenceSession = ort.InferenceSession;
type Provider = NonNullable<ort.InferenceSession.SessionOptions['executionProviders']>[number];

/** A device, and the build of the runtime that drives it. */
interface Backend {
  readonly ort: Ort;
  readonly device: DeviceKind;
  readonly provider: Provider;
  readonly graphOptimizationLevel: 'all' | 'disabled';
  /** Memory that weights go through on their way to a session. */
  readonly room: Room;
  readonly label: () => string;
  readonly lost: Promise<string>;
  /** Takes the error that the GPU has reported since the last call, outside of any promise. */
  readonly takeError: () => Error | null;
  /** Settles when the device has done its work, and reported on it. */
  readonly settled: () => Promise<unknown>;
  readonly destroy: () => void;
}

/**
 * Starts the runtime on a device. The wasm module under it stays in memory until the thread ends;
 * devices and sessions do not.
 *
 * `Session.run` and `createSession` reject with `DeviceError` `device-lost`, `out-of-memory` or
 * `network-failed`; with what `ExternalData.read` threw, if it did. After `out-of-memory` on wasm
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
    room: growingRoom(),
    label: () => threadLabel(ort.env.wasm.numThreads ?? 1),
    lost: new Promise(() => undefined),
    takeError: () => null,
    settled: () => Promise.resolve(),
    destroy: () => undefined,
  };
}

async function webGpuBackend(config: RuntimeConfig): Promise<Backend> {
  const adapter = await requestAdapter();
  const room = growingRoom();
  const device = await requestDevice(adapter, room);
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
      provider: { name: 'webgpu', device },
      // Our graphs gain nothing from it here (ten of 1,574 kernels), and it would widen 16-bit
      // weights beforehand, in the heap, and keep the wide ones.
      graphOptimizationLevel: 'disabled',
      room,
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

/** Sets the runtime up, once in a thread: the wasm module is started only once. */
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
  const { device, lost } = backend;
  const queue = deviceQueue(lost, turnsOf(backend.ort));
  const sessions = new Set<Session>();
  const live = { tensors: 0 };

  /** @throws DeviceError for what the queue or the runtime throws */
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await queue.run(work);
    } catch (error) {
      throw runFailure(device, error);
    }
  };

  const sessionOn = (handle: InferenceSession): Session => {
    let disposal: Promise<void> | null = null;
    const session: Session = {
      device,
      run(inputs) {
        if (disposal !== null) return Promise.reject(new Error('the session was disposed'));
        return inTurn(() => runHandle(backend, handle, inputs, live));
      },
      dispose() {
        sessions.delete(session);
        return (disposal ??= queue.cleanUp(() => handle.release()));
      },
    };
    sessions.add(session);
    return session;
  };

  return {
    device,
    get label() {
      return backend.label();
    },
    lost,
    // Kept even when the device is lost meanwhile, for `dispose` to find.
    createSession: (source) => inTurn(async () => sessionOn(await createHandle(backend, source))),
    stats: () => ({ sessions: sessions.size, liveTensors: live.tensors }),
    async dispose() {
      await queue.cleanUp(() => Promise.resolve());
      await Promise.all([...sessions].map((session) => session.dispose()));
      backend.destroy();
    },
  };
}

async function createHandle(
  { ort, provider, graphOptimizationLevel, room, takeError, settled }: Backend,
  { model, externalData }: SessionSource,
): Promise<InferenceSession> {
  const lazy = externalData.map((data) => ({ path: data.location, ...lazyBytes(data, room) }));
  takeError();
  try {
    const handle = await ort.InferenceSession.create(model, {
      executionProviders: [provider],
      graphOptimizationLevel,
      externalData: lazy.map(({ path, bytes }) => ({ path, data: bytes })),
      logSeverityLevel: LOG_ERRORS,
    });
    // A buffer that found no memory is reported some time after the call that made it.
    await settled();
    const error = takeError();
    if (error === null) return handle;
    await handle.release();
    throw error;
  } catch (error) {
    throw lazy.map((data) => data.failure()).find((thrown) => thrown !== undefined) ?? error;
  } finally {
    room.empty();
  }
}

/** Tensors of a runtime that were made and not yet freed. */
interface LiveCount {
  tensors: number;
}

async function runHandle(
  { ort, takeError }: Backend,
  handle: InferenceSession,
  inputs: Inputs,
  live: LiveCount,
): Promise<Tensors> {
  const count = Object.keys(inputs).length;
  live.tensors += count;
  try {
    takeError();
    const outputs = await handle.run(
      mapValues(inputs, ({ data, dims }) =>
        data instanceof BigInt64Array
          ? new ort.Tensor('int64', data, dims)
          : new ort.Tensor('float32', data, dims),
      ),
    );
    const taken = takeAll(outputs, live);
    throwIfError(takeError());
    return taken;
  } finally {
    live.tensors -= count;
  }
}

/** Values of all outputs, which count as alive until then, and end even when of no use. */
function takeAll(outputs: ort.InferenceSession.OnnxValueMapType, live: LiveCount): Tensors {
  const held = Object.values(outputs);
  live.tensors += held.length;
  try {
    return mapValues(outputs, valuesOf);
  } finally {
    for (const tensor of held) {
      tensor.dispose();
      live.tensors--;
    }
  }
}

/**
 * Turns by build. A thread has one wasm module of each build, and it must not be entered while it
 * waits inside another call: also not for a new device after the old one was lost in the middle of
 * a run.
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

/** Values of an output; the GPU's are in host memory already, and outlive the tensor's own hold. */
function valuesOf({ data, dims }: ort.InferenceSession.OnnxValueMapType[string]): Tensor {
  if (!(data instanceof Float32Array)) throw new TypeError('the network gave no 32-bit floats');
  return { data, dims };
}

/** Collects errors that WebGPU reports beside the calls that caused them; keeps the first one. */
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
