import { buildSrvgg, SRVGG_MODEL } from '../networks/srvgg/srvgg';
import type { DeviceSource, LoadOptions, ModelSource } from '../restore/device';
import type { SafetensorsFile } from '../weights/safetensors';
import type { DeviceOwner } from './device-owner';
import type { Platform } from './platform';

/** The owner's device with the embedded network, whose weights are loaded once. */
export function fastDevices(
  owner: DeviceOwner,
  platform: Pick<Platform, 'loadWeights'>,
): DeviceSource {
  let weights: SafetensorsFile | null = null;
  let weightBytes = 0;
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

  return {
    async acquire(choice, signal) {
      const device = await owner.acquire(choice, true, signal);
      const { runtime, pool, sessions } = device;
      // The embedded network's own are few.
      await pool.releaseWeights((network) => !network.startsWith(SRVGG_MODEL.name));
      return {
        ...device,
        model: SRVGG_MODEL.name,
        async session(head, tileSize, options) {
          const file = await loadWeights(options);
          signal.throwIfAborted();
          return sessions.get(head, tileSize, () =>
            runtime.createSession(buildSrvgg(file, head, tileSize)),
          );
        },
        freeSessions: () => sessions.clear(),
      };
    },
  };
}

/** The owner's device without sessions, and the user's model files. */
export function supirModels(
  owner: DeviceOwner,
  { openModel, loadMerges }: Pick<Platform, 'openModel' | 'loadMerges'>,
): ModelSource {
  let merges: readonly string[] | null = null;
  return {
    async acquireBare(choice, signal) {
      const device = await owner.acquire(choice, false, signal);
      await device.sessions.clear();
      return { ...device, runtime: device.pool };
    },
    openModel,
    merges: async (signal) => (merges ??= await loadMerges(signal)),
  };
}
