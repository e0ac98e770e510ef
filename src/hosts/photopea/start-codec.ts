import type { PhotopeaCodec } from './codec';
import { workerCodec } from './worker-codec';

/** Starts the worker that reads and writes the files that go to and come from Photopea. */
export function startCodec(): PhotopeaCodec {
  return workerCodec(new Worker(new URL('./codec.worker.ts', import.meta.url), { type: 'module' }));
}
