import { PanelError } from '../../src/core/errors';
import { canonicalNames } from '../../src/weights/canonical-names';
import { castTensor } from '../../src/weights/cast';
import { openSafetensors, type SafetensorsFile } from '../../src/weights/safetensors';
import { bytesSource, type ByteSource } from '../../src/weights/byte-source';
import { STORED_TYPES } from '../../src/weights/lazy-tensor';
import { elementCount } from '../../src/core/tensor';
import { integersFrom } from '../support/random';
import { damaged } from './mutations';

const ROUNDS = 6000;
/** A hang; a busy machine has its own pauses. */
const MAX_ROUND_MS = 5000;

/** A source that notes the largest range that anybody asked for. */
function watched(bytes: Uint8Array): {
  readonly source: ByteSource;
  readonly largest: () => number;
} {
  let largest = 0;
  const inner = bytesSource('fuzzed', bytes);
  return {
    largest: () => largest,
    source: {
      ...inner,
      read(offset, length) {
        largest = Math.max(largest, length);
        return inner.read(offset, length);
      },
    },
  };
}

/** Every tensor as it is stored, and as the networks take it. */
function readAll(file: SafetensorsFile): void {
  for (const tensor of file.tensors.values()) {
    const count = elementCount(tensor.shape);
    const sizes = [tensor.byteLength, tensor.read(0, tensor.byteLength).length];
    if (sizes.some((size) => size !== count * STORED_TYPES[tensor.type])) {
      throw new Error(`${tensor.name} has another size than its shape`);
    }
    const floats = castTensor(tensor, 'F32');
    if (floats.read(0, floats.byteLength).length !== 4 * count) {
      throw new Error(`${tensor.name} was not read whole`);
    }
  }
}

test('damaged files open with sound tensors or end in a named error, and read no more than they have', () => {
  const random = integersFrom(20210722);
  let opened = 0;
  const codes = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    const bytes = damaged(random);
    const { source, largest } = watched(bytes);
    const start = performance.now();
    try {
      const file = canonicalNames(openSafetensors(source));
      opened++;
      readAll(file);
    } catch (error) {
      if (!(error instanceof PanelError)) throw error;
      codes.add(error.code);
    }
    if (largest() > bytes.length) throw new Error('it read more than there is');
    if (performance.now() - start > MAX_ROUND_MS) throw new Error(`round ${round} took too long`);
  }
  // All ways out have to be taken for the test to mean something.
  expect(opened).toBeGreaterThan(ROUNDS / 20);
  expect(ROUNDS - opened).toBeGreaterThan(ROUNDS / 4);
  expect([...codes].sort()).toEqual([
    'model-file-truncated',
    'model-header-invalid',
    'model-names-collide',
    'model-tensor-type',
  ]);
});
