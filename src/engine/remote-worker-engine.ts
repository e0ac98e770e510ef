import type { Network } from '../comfyui/network';
import { connect, type Connection, type Thread } from '../rpc/connect';
import { serve } from '../rpc/serve';
import { moved } from '../rpc/transfer';
import { networkService } from './network-service';
import type { RemoteEngine } from './remote-engine';
import type { RemoteWorkerApi } from './remote-worker-api';
import { withOwnPixels } from './own-pixels';

/**
 * Runs on servers in a worker of their own, which packs and blends pictures. It starts with the first
 * call and stays: what was called off is still being stopped there. It calls by way of `network`, in
 * this thread, where there is one, else by its own.
 *
 * @throws DeviceError `worker-lost` from its calls when the worker ends in the middle of one
 */
export function createRemoteWorkerEngine(
  makeWorker: () => Thread,
  network: Network | null = null,
): RemoteEngine {
  let connection: Connection<RemoteWorkerApi> | null = null;
  const start = (): Connection<RemoteWorkerApi> => {
    const takeBack = { now: (): void => undefined };
    const onLost = (): void => {
      connection = null;
      takeBack.now();
    };
    const started = connect<RemoteWorkerApi>(makeWorker(), { onLost });
    if (network !== null) takeBack.now = lend(network, started);
    return started;
  };
  const worker = (): Connection<RemoteWorkerApi> => (connection ??= start());
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

/**
 * Lets the worker call by way of this thread, said before anything else, so that no call precedes it.
 * Returns what ends that.
 */
function lend(network: Network, { remote }: Connection<RemoteWorkerApi>): () => void {
  const { port1, port2 } = new MessageChannel();
  serve(networkService(network), port1);
  // Fails where the worker is lost, which the calls that follow tell.
  remote.useNetwork(moved(port2)).catch(() => undefined);
  return () => port1.close();
}
