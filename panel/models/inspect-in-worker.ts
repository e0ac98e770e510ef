import type { ModelDescription } from '../../src/model-files/description';
import { connect } from '../../src/rpc/connect';
import type { ModelFile } from '../../src/weights/model-file';
import type { InspectWorker } from './inspect.worker';

/**
 * Identifies a model file in a worker of its own, since its header may be large and is not trusted.
 *
 * @throws what `inspectModelFile` throws; `Error` where the worker ends
 */
export async function inspectIn(
  makeWorker: () => Worker,
  file: ModelFile,
): Promise<ModelDescription> {
  const { remote, close } = connect<InspectWorker>(makeWorker(), {
    lost: (reason) => new Error(reason),
  });
  try {
    return await remote.inspect(file, new AbortController().signal);
  } finally {
    close();
  }
}
