import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { RemoteEngine } from '../../src/engine/remote-engine';
import { createRemoteWorkerApi } from '../../src/engine/remote-worker-api';
import { createRemoteWorkerEngine } from '../../src/engine/remote-worker-engine';
import { serve } from '../../src/rpc/serve';
import { NETWORK, QUICK } from './emulated';

const ports: MessagePort[] = [];

/** The engine, with its worker's side behind a channel of the same kind; call `closeEngines` after each test. */
export function remoteEngine(): RemoteEngine {
  return createRemoteWorkerEngine(() => {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    serve(
      createRemoteWorkerApi(() => NETWORK, QUICK),
      port2,
    );
    return port1;
  });
}

export function closeEngines(): void {
  for (const port of ports.splice(0)) port.close();
}
