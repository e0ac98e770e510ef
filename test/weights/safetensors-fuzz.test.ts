import { ModelError } from '../../src/core/errors';
import { elementCount, STORED_TYPES } from '../../src/weights/tensor';
import { openSafetensors } from '../../src/weights/safetensors';
import { bytesSource } from '../../src/weights/source';
import { encodeSafetensors } from '../../models/safetensors.mjs';
import { seededRandom } from './random';

const ROUNDS = 4000;
const MAX_ROUND_MS = 5000;

const VALID = encodeSafetensors(
  [
    { name: 'body.0.weight', dtype: 'F16', shape: [4, 3, 3, 3], bytes: new Uint8Array(216) },
    { name: 'body.0.bias', dtype: 'F32', shape: [4], bytes: new Uint8Array(16) },
    { name: 'body.1.weight', dtype: 'F32', shape: [4], bytes: new Uint8Array(16) },
  ],
  { licence: 'none', source: 'test' },
);
const HEADER_END = 8 + Number(new DataView(VALID.slice().buffer).getBigUint64(0, true));

/** Bytes that mean something to a JSON reader are likelier to get past it than others. */
const TELLING = new TextEncoder().encode('{}[]",:0123456789-eE.\\u tfn\0\x7f');

type Random = (limit: number) => number;

const MUTATIONS: readonly ((bytes: Uint8Array, random: Random) => Uint8Array)[] = [
  (bytes, random) => bytes.fill(random(256), random(HEADER_END)),
  (bytes, random) => setAt(bytes, random(HEADER_END), random(256)),
  (bytes, random) => setAt(bytes, 8 + random(HEADER_END - 8), TELLING[random(TELLING.length)]!),
  (bytes, random) => setAt(bytes, random(8), random(256)),
  (bytes, random) => bytes.subarray(0, random(bytes.length + 1)),
  (bytes, random) => spliced(bytes, random(HEADER_END), random(20), new Uint8Array(0)),
  (bytes, random) => {
    const from = random(HEADER_END);
    const piece = bytes.slice(from, from + random(60));
    return spliced(bytes, random(HEADER_END), 0, piece);
  },
];

function setAt(bytes: Uint8Array, index: number, value: number): Uint8Array {
  bytes[index] = value;
  return bytes;
}

function spliced(bytes: Uint8Array, at: number, remove: number, insert: Uint8Array): Uint8Array {
  return Uint8Array.from([...bytes.slice(0, at), ...insert, ...bytes.slice(at + remove)]);
}

test('damaged files open with sound tensors or end in a ModelError, quickly', () => {
  const random = seededRandom(20210722);
  let opened = 0;
  for (let round = 0; round < ROUNDS; round++) {
    let bytes = Uint8Array.from(VALID);
    for (let count = 1 + random(3); count > 0; count--) {
      bytes = MUTATIONS[random(MUTATIONS.length)]!(bytes, random) as typeof bytes;
    }
    const start = performance.now();
    try {
      const file = openSafetensors(bytesSource('fuzzed', bytes));
      opened++;
      for (const tensor of file.tensors.values()) {
        expect(tensor.byteLength).toBe(elementCount(tensor.shape) * STORED_TYPES[tensor.type]);
        expect(tensor.read(0, tensor.byteLength)).toHaveLength(tensor.byteLength);
      }
    } catch (error) {
      expect(error).toBeInstanceOf(ModelError);
      expect((error as ModelError).code).toMatch(/^model-(header-invalid|file-truncated)$/);
    }
    expect(performance.now() - start).toBeLessThan(MAX_ROUND_MS);
  }
  // Both ways out have to be taken for the test to mean something.
  expect(opened).toBeGreaterThan(ROUNDS / 100);
  expect(ROUNDS - opened).toBeGreaterThan(ROUNDS / 4);
});
