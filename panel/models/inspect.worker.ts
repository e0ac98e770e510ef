import { inspectModelFile } from '../../src/model-files/inspect';
import { serve } from '../../src/rpc/serve';

const api = { inspect: inspectModelFile };

export type InspectWorker = typeof api;

serve(api);
