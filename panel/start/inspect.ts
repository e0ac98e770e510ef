import { wrap } from 'comlink';
import type { ModelDescription } from '../../src/model-files/description';
import { unpackError } from '../../src/core/errors';
import type { ModelFile } from '../../src/weights/model-file';
import type { InspectWorker } from '../models/inspect.worker';

/**
 * Identifies a model file in a worker of its own, since its header may be large and is not trusted.
 */
export async function inspectIn(
  makeWorker: () => Worker,
  file: ModelFile,
): Promise<ModelDescription> {
  const worker = makeWorker();
  try {
    const failed = new Promise<never>((_, reject) => {
      worker.addEventListener('error', (event) => reject(new Error(event.message)));
    });
    const found = await Promise.race([wrap<InspectWorker>(worker).inspect(file), failed]);
    if (!found.ok) throw unpackError(found.error);
    return found.description;
  } finally {
    worker.terminate();
  }
}
