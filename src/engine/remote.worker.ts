import { fetchNetwork } from '../comfyui/fetch-network';
import { relayNetwork } from '../comfyui/relay-network';
import { serve } from '../rpc/serve';
import { createRemoteWorkerApi } from './remote-worker-api';

const direct = fetchNetwork();

serve(
  createRemoteWorkerApi((route, server) =>
    route === 'relay' ? relayNetwork(server, location.origin) : direct,
  ),
);
