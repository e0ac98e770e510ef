import type * as ort from 'onnxruntime-web';
import type { DeviceKind } from '../core/events';
import { createDeviceTensors, type DeviceTensors } from './device-tensors';
import { createTurns, type Turns } from '../core/turns';
import { deviceQueue, type DeviceQueue } from './device-queue';
import { dispatchLimit } from './dispatch-limit';
import { outOfMemory, runFailure, runtimeFailed } from './failure';
import { adapterLabel, requestAdapter, requestDevice } from './gpu';
import { keepShaders } from './kept-shaders';
import { availableThreads } from './probe';
import { featureOptions, RUNTIME_FEATURES, type RuntimeFeatures } from './runtime-features';
import { runtimePlace, webGpuBuild, type RuntimeBuild, type RuntimeBytes } from './runtime-files';
import { runSession, type CreatedSession } from './run-session';
import type { Runtime, Session, SessionSource } from './session';
import type { LoadObserver } from './upload';
import { heapRoute, storeRoute, type WeightRoute } from './weight-routes';
import { createWeightStore } from './weight-store';

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
  /** What these files can do, where they are of another version than package.json's. */
  readonly features?: RuntimeFeatures;
}

type Ort = typeof ort;
type Provider = NonNullable<ort.InferenceSession.SessionOptions['executionProviders']>[number];

/** A device, and the build of the runtime that drives it. */
interface Backend {
  readonly ort: Ort;
  readonly device: DeviceKind;
  readonly provider: Provider;
  readonly graphOptimizationLevel: 'all' | 'disabled';
  readonly weights: WeightRoute;
  readonly multiplyAddsAtOnce: number;
  /** For outputs that stay; null: there is no memory but the host's. */
  readonly tensors: ((turn: DeviceQueue['run']) => DeviceTensors<ort.Tensor>) | null;
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
      featuresOf(config),
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
    multiplyAddsAtOnce: Infinity,
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
      provider: {
        name: 'webgpu',
        device,
        storageBufferCacheMode: 'lazyRelease',
        ...featureOptions(featuresOf(config)),
      },
      // Our graphs gain nothing from it here (ten of 1,574 kernels).
      graphOptimizationLevel: 'disabled',
      weights: storeRoute(ort, createWeightStore(device)),
      multiplyAddsAtOnce: dispatchLimit(adapter.info),
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

function featuresOf({ features = RUNTIME_FEATURES }: RuntimeConfig): RuntimeFeatures {
  return features;
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

function runtimeOn(backend: Backend, features: RuntimeFeatures): Runtime {
  const { device, lost, weights, multiplyAddsAtOnce } = backend;
  const queue = deviceQueue(lost, turnsOf(backend.ort));
  const sessions = new Set<Session>();
  const tensors = backend.tensors?.((work) => queue.run(work)) ?? null;
  const live = { tensors: 0 };

  /** @throws DeviceError for what the queue or the runtime throws */
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await queue.run(work);
    } catch (error) {
      throw runFailure(device, error);
    }
  };

  const sessionOn = (created: CreatedSession): Session => {
    let disposal: Promise<void> | null = null;
    const session: Session = {
      device,
      run(inputs, take) {
        if (disposal !== null) return Promise.reject(new Error('the session was disposed'));
        return inTurn(() => runSession(backend, created, { inputs, take, tensors, live }));
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
  };

  return {
    device,
    features,
    get label() {
      return backend.label();
    },
    lost,
    async createSession(source, observer) {
      try {
        // Kept even when the device is lost meanwhile, for `dispose` to find.
        return await inTurn(async () => sessionOn(await createHandle(backend, source, observer)));
      } catch (error) {
        observer?.signal.throwIfAborted();
        throw error;
      }
    },
    // After what is queued: a session that is being created may be reading them.
    releaseWeights: (of) =>
      queue.cleanUp(() => {
        weights.release(of);
        return Promise.resolve();
      }),
    multiplyAddsAtOnce,
    bytesToRead: (parameters) => weights.bytesToRead(parameters),
    get keptWeightBytes() {
      return weights.keptBytes;
    },
    stats: () => ({ sessions: sessions.size, liveTensors: live.tensors + (tensors?.count ?? 0) }),
    async dispose() {
      await queue.cleanUp(() => Promise.resolve());
      await Promise.all([...sessions].map((session) => session.dispose()));
      tensors?.clear();
      weights.release();
      backend.destroy();
    },
  };
}

async function createHandle(
  { ort, provider, graphOptimizationLevel, weights, takeError, settled }: Backend,
  source: SessionSource,
  observer: LoadObserver | undefined,
): Promise<CreatedSession> {
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

const LOG_ERRORS = 3;

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
