import { fetchNetwork } from '../comfyui/fetch-network';
import { serve } from '../rpc/serve';
import { createRemoteWorkerApi } from './remote-worker-api';

serve(createRemoteWorkerApi(fetchNetwork()));
