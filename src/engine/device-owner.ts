import { throwIfAborted } from '../core/abort';
import type { DeviceKind } from '../core/events';
import { buildSrvgg, SRVGG_MODEL } from '../networks/srvgg/network';
import type { Runtime } from '../onnx/session';
import type { BareDevice, DeviceSource, ModelSource, RestoreDevice } from '../restore/device';
import { tilePixelsFor } from '../restore/plan';
import type { DeviceChoice } from '../restore/request';
import type { SafetensorsFile } from '../weights/safetensors';
import { chooseDevice } from './choose-device';
import type { EngineReport, PlatformReport } from './engine';
import { failedGpu, gpuUnusable, type FailedGpu } from './gpu-failure';
import type { LoadOptions, Platform } from './platform';
import { createSessionCache, type SessionCache } from './session-cache';

/** Owns at most one device, the sessions on it and the network's weights. */
export interface DeviceOwner extends DeviceSource, ModelSource {
  /** Report on the devices; after a failed attempt, without the adapter that failed. */
  describe(): Promise<EngineReport>;
  stats(): { readonly sessions: number; readonly liveTensors: number };
  /** Frees sessions and device, also when the device is lost already. */
  release(): Promise<void>;
}

interface Chosen extends Owned, Pick<BareDevice, 'kind' | 'gpuFailure' | 'hostMemoryBytes'> {
  readonly adapter: PlatformReport['webgpu'];
}

interface Owned {
  readonly runtime: Runtime;
  readonly sessions: SessionCache;
  readonly maxTilePixels: number;
}

export function createDeviceOwner(platform: Platform): DeviceOwner {
  let report: Promise<PlatformReport> | null = null;
  let owned: Owned | null = null;
  /** Outcome of the last attempt; `auto` makes no other before a release. */
  let failed: FailedGpu | null = null;
  let weights: SafetensorsFile | null = null;
  let weightBytes = 0;
  let merges: readonly string[] | null = null;

  const probe = (): Promise<PlatformReport> => {
    const asked = (report ??= platform.probe());
    asked.catch(() => {
      if (report === asked) report = null;
    });
    return asked;
  };

  const drop = async (): Promise<void> => {
    const old = owned;
    owned = null;
    report = null;
    if (old === null) return;
    await old.sessions.clear();
    await old.runtime.dispose();
  };

  const release = (): Promise<void> => {
    failed = null;
    return drop();
  };

  const own = async (kind: DeviceKind, maxBufferBytes: number | null): Promise<Owned> => {
    if (owned?.runtime.device === kind) return owned;
    await drop();
    const runtime = await platform.createRuntime(kind);
    const maxTilePixels = tilePixelsFor(kind, maxBufferBytes);
    const made = { runtime, maxTilePixels, sessions: createSessionCache(maxTilePixels) };
    owned = made;
    // A device that goes away between two jobs must not be there for the next one.
    void runtime.lost.then(() => (owned === made ? release() : undefined));
    return made;
  };

  const loadWeights = async ({ signal, onLoad }: LoadOptions): Promise<SafetensorsFile> => {
    if (weights !== null) {
      onLoad(weightBytes, weightBytes);
      return weights;
    }
    weights = await platform.loadWeights({
      signal,
      onLoad: (done, total) => {
        weightBytes = total;
        onLoad(done, total);
      },
    });
    return weights;
  };

  /** Makes a device of the adapter; null: it is of no use, and `auto` goes on without it. */
  const ownGpu = async (
    choice: DeviceChoice,
    maxBufferBytes: number,
    fallsBack: boolean,
  ): Promise<Owned | null> => {
    if (choice === 'auto' && failed !== null) return null;
    try {
      const made = await own('webgpu', maxBufferBytes);
      failed = null;
      return made;
    } catch (error) {
      failed = failedGpu(error);
      if (choice !== 'auto' || failed === null) throw error;
      if (!fallsBack) throw gpuUnusable(failed, error);
      return null;
    }
  };

  const ownChosen = async (
    choice: DeviceChoice,
    fallsBack: boolean,
    signal: AbortSignal,
  ): Promise<Chosen> => {
    const devices = await probe();
    throwIfAborted(signal);
    const { webgpu, hostMemoryBytes } = devices;
    const wantsGpu = chooseDevice(choice, devices) === 'webgpu';
    if (wantsGpu && webgpu !== null) {
      const made = await ownGpu(choice, webgpu.maxBufferBytes, fallsBack);
      throwIfAborted(signal);
      if (made !== null) {
        return { ...made, kind: 'webgpu', adapter: webgpu, gpuFailure: null, hostMemoryBytes };
      }
    }
    const made = await own('wasm', null);
    throwIfAborted(signal);
    const gpuFailure = wantsGpu ? (failed?.failure ?? null) : null;
    return { ...made, kind: 'wasm', adapter: null, gpuFailure, hostMemoryBytes };
  };

  return {
    async describe(): Promise<EngineReport> {
      const found = await probe();
      if (failed === null) return { ...found, gpuFailure: null };
      const { failure, reason } = failed;
      return { ...found, webgpu: null, webgpuReason: reason, gpuFailure: failure };
    },
    openModel: (file) => platform.openModel(file),
    merges: async (signal) => (merges ??= await platform.loadMerges(signal)),
    async acquireBare(choice, signal): Promise<BareDevice> {
      const chosen = await ownChosen(choice, false, signal);
      const { kind, adapter, gpuFailure, hostMemoryBytes, runtime, sessions } = chosen;
      await sessions.clear();
      return {
        kind,
        label: runtime.label,
        gpuFailure,
        runtime,
        maxBufferBytes: adapter?.maxBufferBytes ?? null,
        shaderF16: adapter?.shaderF16 ?? false,
        hostMemoryBytes,
      };
    },
    async acquire(choice, signal): Promise<RestoreDevice> {
      const chosen = await ownChosen(choice, true, signal);
      const { kind, gpuFailure, runtime, sessions, maxTilePixels } = chosen;
      return {
        kind,
        label: runtime.label,
        gpuFailure,
        model: SRVGG_MODEL.name,
        maxTilePixels,
        async session(head, tileSize, options) {
          const file = await loadWeights(options);
          throwIfAborted(signal);
          return sessions.get(head, tileSize, () =>
            runtime.createSession(buildSrvgg(file, head, tileSize)),
          );
        },
        freeSessions: () => sessions.clear(),
      };
    },
    stats: () => owned?.runtime.stats() ?? { sessions: 0, liveTensors: 0 },
    release,
  };
}
