import type { ModelDescription } from '../../src/model-files/description';
import { connect } from '../../src/rpc/connect';
import type { ModelFile } from '../../src/weights/model-file';
import type { InspectWorker } from '../models/inspect.worker';

/**
 * Reads what a model file is, in a worker of its own: a header may be large, and it is a stranger's.
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
