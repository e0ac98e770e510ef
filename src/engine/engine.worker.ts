import { serve } from '../rpc/serve';
import { browserPlatform } from './browser-platform';
import { createEngineWorkerApi } from './worker-api';

serve(createEngineWorkerApi(browserPlatform));
