import { throwIfAborted } from '../core/abort';
import type { DeviceKind } from '../core/events';
import { buildSrvgg, SRVGG_MODEL } from '../networks/srvgg/network';
import type { Runtime } from '../onnx/session';
import type { BareDevice, DeviceSource, ModelSource, RestoreDevice } from '../restore/device';
import { tilePixelsFor } from '../restore/plan';
import type { DeviceChoice } from '../restore/request';
import type { SafetensorsFile } from '../weights/safetensors';
import { chooseDevice } from './choose-device';
import type { EngineReport } from './engine';
import type { LoadOptions, Platform } from './platform';
import { createSessionCache, type SessionCache } from './session-cache';

/** Owns at most one device, the sessions on it and the network's weights. */
export interface DeviceOwner extends DeviceSource, ModelSource {
  describe(): Promise<EngineReport>;
  stats(): { readonly sessions: number; readonly liveTensors: number };
  /** Frees sessions and device, also when the device is lost already. */
  release(): Promise<void>;
}

interface Owned {
  readonly runtime: Runtime;
  readonly sessions: SessionCache;
  readonly maxTilePixels: number;
}

export function createDeviceOwner(platform: Platform): DeviceOwner {
  let report: Promise<EngineReport> | null = null;
  let owned: Owned | null = null;
  let weights: SafetensorsFile | null = null;
  let weightBytes = 0;
  let merges: readonly string[] | null = null;

  const describe = (): Promise<EngineReport> => {
    const asked = (report ??= platform.probe());
    asked.catch(() => {
      if (report === asked) report = null;
    });
    return asked;
  };

  const release = async (): Promise<void> => {
    const old = owned;
    owned = null;
    report = null;
    if (old === null) return;
    await old.sessions.clear();
    await old.runtime.dispose();
  };

  const own = async (kind: DeviceKind, maxBufferBytes: number | null): Promise<Owned> => {
    if (owned?.runtime.device === kind) return owned;
    await release();
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

  const ownChosen = async (choice: DeviceChoice, signal: AbortSignal) => {
    const devices = await describe();
    throwIfAborted(signal);
    const kind = chooseDevice(choice, devices);
    const adapter = kind === 'webgpu' ? devices.webgpu : null;
    const made = await own(kind, adapter?.maxBufferBytes ?? null);
    throwIfAborted(signal);
    return { kind, adapter, hostMemoryBytes: devices.hostMemoryBytes, ...made };
  };

  return {
    describe,
    openModel: (file) => platform.openModel(file),
    merges: async (signal) => (merges ??= await platform.loadMerges(signal)),
    async acquireBare(choice, signal): Promise<BareDevice> {
      const { kind, adapter, hostMemoryBytes, runtime, sessions } = await ownChosen(choice, signal);
      await sessions.clear();
      return {
        kind,
        label: runtime.label,
        runtime,
        maxBufferBytes: adapter?.maxBufferBytes ?? null,
        shaderF16: adapter?.shaderF16 ?? false,
        hostMemoryBytes,
      };
    },
    async acquire(choice, signal): Promise<RestoreDevice> {
      const { kind, runtime, sessions, maxTilePixels } = await ownChosen(choice, signal);
      return {
        kind,
        label: runtime.label,
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
