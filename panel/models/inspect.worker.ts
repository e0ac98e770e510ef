import { expose } from 'comlink';
import type { ModelDescription } from '../../src/model-files/description';
import { inspectModelFile } from '../../src/model-files/inspect';
import { packError, type PackedError } from '../../src/core/errors';
import type { ModelFile } from '../../src/weights/model-file';

export type Inspection =
  | { readonly ok: true; readonly description: ModelDescription }
  | { readonly ok: false; readonly error: PackedError };

const api = {
  async inspect(file: ModelFile): Promise<Inspection> {
    try {
      const { signal } = new AbortController();
      return { ok: true, description: await inspectModelFile(file, signal) };
    } catch (error) {
      return { ok: false, error: packError(error) };
    }
  },
};

export type InspectWorker = typeof api;

expose(api);
