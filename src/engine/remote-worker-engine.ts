import { connect, type Connection, type Thread } from '../rpc/connect';
import type { RemoteEngine } from './remote-engine';
import type { RemoteWorkerApi } from './remote-worker-api';
import { withOwnPixels } from './own-pixels';

/**
 * Runs on servers in a worker of their own, which packs and blends pictures. It starts with the first
 * call and stays: what was called off is still being stopped there.
 *
 * @throws DeviceError `worker-lost` from its calls when the worker ends in the middle of one
 */
export function createRemoteWorkerEngine(makeWorker: () => Thread): RemoteEngine {
  let connection: Connection<RemoteWorkerApi> | null = null;
  const worker = (): Connection<RemoteWorkerApi> =>
    (connection ??= connect<RemoteWorkerApi>(makeWorker(), {
      onLost: () => (connection = null),
    }));
  return {
    async restore(request, { signal, onEvent, onServer, onSent, access, sent, isSeedDrawn }) {
      signal.throwIfAborted();
      const plain = { access, sent, isSeedDrawn };
      const { remote } = worker();
      return remote.restore(withOwnPixels(request), plain, signal, onEvent, onServer, onSent);
    },
    stopped: async (id) => connection !== null && connection.remote.stopped(id),
    test: async (access, page, signal) => worker().remote.test(access, page, signal),
  };
}
