import { bytesToRead } from '../../src/onnx/bytes-to-read';
import type { Parameter } from '../../src/onnx/graph';
import type { Upload } from '../../src/onnx/upload';
import { memoryParameter } from './memory-parameter';

const BYTES = 128 * 4;

function parameter(key: string, change: (from: Upload['from']) => Upload): Parameter {
  const bytes = new Uint8Array(BYTES);
  const plain = memoryParameter({
    name: key,
    dtype: 'float32',
    shape: [4, 32],
    read: (offset, length) => bytes.subarray(offset, offset + length),
  });
  return { ...plain, upload: change({ ...plain.upload.from, key }) };
}

const how = { bits: 8, inputs: 32, scales: 'float16' } as const;
const copied = parameter('a', (from) => ({ by: 'copy', from }));
const packed = parameter('b', (from) => ({ by: 'quantise', from, how, part: 'packed' }));
const scales = parameter('b', (from) => ({ by: 'quantise', from, how, part: 'scales' }));

test('what is made together, or shared, is read once', () => {
  expect(bytesToRead('webgpu', [])).toBe(0);
  expect(bytesToRead('webgpu', [copied, packed, scales])).toBe(2 * BYTES);
  expect(bytesToRead('webgpu', [copied, copied])).toBe(BYTES);
});

test('the same numbers in another form are read once more', () => {
  const fewer = parameter('b', (from) => ({
    by: 'quantise',
    from,
    how: { ...how, bits: 4 },
    part: 'packed',
  }));
  expect(bytesToRead('webgpu', [packed, fewer])).toBe(2 * BYTES);
});

test('what is kept is not read', () => {
  const isKept = ({ by }: Upload) => by === 'quantise';
  expect(bytesToRead('webgpu', [copied, packed, scales], isKept)).toBe(BYTES);
  expect(bytesToRead('webgpu', [packed, scales], isKept)).toBe(0);
});

test('the processor reads all of it for each session', () => {
  expect(bytesToRead('wasm', [copied, copied])).toBe(2 * BYTES);
});
