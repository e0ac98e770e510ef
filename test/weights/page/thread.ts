import { expose } from 'comlink';
import { packError, type PackedError } from '../../../src/core/errors';
import { type ModelFile, openModelFile } from '../../../src/weights/model-file';

export interface ThreadRead {
  readonly error: PackedError | null;
  /** Of each tensor: its name and the sum of its bytes. */
  readonly sums: readonly (readonly [string, number])[];
}

const api = {
  readAll(file: ModelFile): ThreadRead {
    try {
      const { tensors } = openModelFile(file);
      const sums = [...tensors.values()].map((tensor) => {
        const bytes = tensor.read(0, tensor.byteLength);
        return [tensor.name, bytes.reduce((sum, byte) => sum + byte, 0)] as const;
      });
      return { error: null, sums };
    } catch (error) {
      return { error: packError(error), sums: [] };
    }
  },
};

export type WeightsThread = typeof api;

expose(api);
