import * as Comlink from 'comlink';
import { browserPlatform } from './browser-platform';
import { createEngineWorkerApi } from './worker-api';

Comlink.expose(createEngineWorkerApi(browserPlatform));
