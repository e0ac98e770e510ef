import type { DeviceKind } from '../core/events';
import type { Runtime } from '../onnx/session';
import type { BareDevice, KnownDevice } from '../restore/device';
import { tilePixelsFor } from '../restore/fast/fast-plan';
import type { DeviceChoice } from '../restore/request';
import { chooseDevice } from './choose-device';
import { failedGpu, gpuUnusable, type FailedGpu } from './device-failure';
import type { EngineReport, PlatformReport } from './engine';
import type { Platform } from './platform';
import { pooledRuntime } from './pooled-runtime';
import { createSessionCache, type SessionCache } from './session-cache';

/** Owns at most one device, and the sessions on it. */
export interface DeviceOwner {
  /** Report on the devices; after a failed attempt, without the adapter that failed. */
  describe(): Promise<EngineReport>;
  /**
   * The device for a choice. `fallsBack`: where the adapter of `auto` cannot be used, the processor
   * with `gpuFailure`.
   *
   * @throws DeviceError when the choice cannot be met; without `fallsBack`, `gpu-unusable` the first
   *   time that the adapter of `auto` cannot be used
   */
  acquire(choice: DeviceChoice, fallsBack: boolean, signal: AbortSignal): Promise<OwnedDevice>;
  /**
   * What is known of the device that a choice would get without `fallsBack`; makes none.
   *
   * @throws DeviceError `no-webgpu` when WebGPU was asked for and is not there
   */
  look(choice: DeviceChoice): Promise<KnownDevice>;
  stats(): { readonly sessions: number; readonly liveTensors: number };
  /** Bytes of weights that are kept on a graphics adapter for runs to come. */
  readonly keptWeightBytes: number;
  /** Frees them, and the sessions that wait for such a run. */
  releaseWeights(): Promise<void>;
  /** Frees sessions and device, also when the device is lost already. */
  release(): Promise<void>;
}

/** A device with what was made on it. */
interface HeldDevice {
  readonly runtime: Runtime;
  /** The same, for recipes whose next run finds the sessions of this one. */
  readonly pool: Runtime;
  readonly sessions: SessionCache;
  readonly maxTilePixels: number;
}

export interface OwnedDevice
  extends
    HeldDevice,
    Pick<BareDevice, 'label' | 'gpuFailure'>,
    Pick<KnownDevice, 'kind' | 'name' | 'hostMemoryBytes' | 'maxBufferBytes' | 'shaderF16'> {}

export function createDeviceOwner(platform: Platform): DeviceOwner {
  /** Outcome of the last attempt; `auto` makes no other before a release. */
  let failed: FailedGpu | null = null;
  const release = (): Promise<void> => {
    failed = null;
    return machine.letGo();
  };
  const machine = createMachine(platform, () => void release());

  /** Makes a device of the adapter; null: it is of no use, and `auto` goes on without it. */
  const holdGpu = async (
    choice: DeviceChoice,
    maxBufferBytes: number,
    fallsBack: boolean,
  ): Promise<HeldDevice | null> => {
    if (choice === 'auto' && failed !== null) return null;
    try {
      const held = await machine.hold('webgpu', maxBufferBytes);
      failed = null;
      return held;
    } catch (error) {
      failed = failedGpu(error);
      if (choice !== 'auto' || failed === null) throw error;
      if (!fallsBack) throw gpuUnusable(failed, error);
      return null;
    }
  };

  return {
    async describe() {
      // Lost with the browser's graphics process, it is back a moment later.
      const found = await machine.probe(isWithoutGpu);
      if (failed === null) return { ...found, gpuFailure: null };
      const { failure, reason } = failed;
      return { ...found, webgpu: null, webgpuReason: reason, gpuFailure: failure };
    },
    async acquire(choice, fallsBack, signal) {
      const found = await machine.probe();
      signal.throwIfAborted();
      const { webgpu } = found;
      const wantsGpu = chooseDevice(choice, found) === 'webgpu';
      const gpu =
        wantsGpu && webgpu !== null
          ? await holdGpu(choice, webgpu.maxBufferBytes, fallsBack)
          : null;
      signal.throwIfAborted();
      const held = gpu ?? (await machine.hold('wasm', null));
      signal.throwIfAborted();
      return {
        ...held,
        kind: held.runtime.device,
        label: held.runtime.label,
        ...factsOf(found, gpu && webgpu),
        gpuFailure: gpu === null && wantsGpu ? (failed?.failure ?? null) : null,
      };
    },
    async look(choice) {
      const found = await machine.probe();
      const wanted = chooseDevice(choice, found);
      const kind = choice === 'auto' && failed !== null ? 'wasm' : wanted;
      const { held } = machine;
      const runtime = held?.runtime.device === kind ? held.pool : null;
      return { kind, runtime, ...factsOf(found, kind === 'webgpu' ? found.webgpu : null) };
    },
    releaseWeights: async () => await machine.held?.pool.releaseWeights(),
    get keptWeightBytes() {
      return machine.held?.runtime.keptWeightBytes ?? 0;
    },
    stats: () => machine.held?.runtime.stats() ?? { sessions: 0, liveTensors: 0 },
    release,
  };
}

function isWithoutGpu({ webgpu }: PlatformReport): boolean {
  return webgpu === null;
}

/** `adapter`: null is the processor. */
function factsOf(
  { hostMemoryBytes, wasmThreads }: PlatformReport,
  adapter: PlatformReport['webgpu'],
): Pick<KnownDevice, 'name' | 'hostMemoryBytes' | 'maxBufferBytes' | 'shaderF16'> {
  if (adapter === null) {
    const name = `${wasmThreads} threads`;
    return { name, hostMemoryBytes, maxBufferBytes: null, shaderF16: false };
  }
  const { vendor, architecture, description, maxBufferBytes, shaderF16 } = adapter;
  const name = [vendor, architecture, description].filter((part) => part !== '').join(' ');
  return { name, hostMemoryBytes, maxBufferBytes, shaderF16 };
}

/**
 * What the machine has, and the one device of it that is held. `onLost`: that one went away by
 * itself, perhaps between two jobs.
 */
function createMachine(platform: Platform, onLost: () => void) {
  let report: Promise<PlatformReport> | null = null;
  let held: HeldDevice | null = null;
  let leaving: Promise<void> = Promise.resolve();

  /** Ends when nothing of the device is left, whoever let it go. */
  const letGo = (): Promise<void> => {
    const old = held;
    held = null;
    report = null;
    if (old === null) return leaving;
    const ended = old.sessions.clear().then(() => old.runtime.dispose());
    leaving = ended.catch(() => undefined);
    return ended;
  };

  return {
    /** Asks once until a device is let go; again where `isStale` says so of the last answer. */
    async probe(isStale: (last: PlatformReport) => boolean = () => false): Promise<PlatformReport> {
      const last = report;
      const answer = await last?.catch(() => null);
      if (report === last && answer && isStale(answer)) report = null;
      const asked = (report ??= platform.probe());
      asked.catch(() => {
        if (report === asked) report = null;
      });
      return asked;
    },
    /** The device of this kind, made where another or none is held. */
    async hold(kind: DeviceKind, maxBufferBytes: number | null): Promise<HeldDevice> {
      if (held?.runtime.device === kind) return held;
      await letGo();
      const runtime = await platform.createRuntime(kind);
      const maxTilePixels = tilePixelsFor(kind, maxBufferBytes);
      // The processor's sessions hold their weights in its heap, each its own.
      const pool = kind === 'webgpu' ? pooledRuntime(runtime) : runtime;
      const sessions = createSessionCache(maxTilePixels);
      const made = { runtime, pool, maxTilePixels, sessions };
      held = made;
      void runtime.lost.then(() => {
        if (held === made) onLost();
      });
      return made;
    },
    letGo,
    get held(): HeldDevice | null {
      return held;
    },
  };
}
