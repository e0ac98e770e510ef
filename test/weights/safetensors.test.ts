import { ModelError } from '../../src/core/errors';
import { openSafetensors } from '../../src/weights/safetensors';
import { bytesSource } from '../../src/weights/byte-source';
import { codeOf } from '../support/code-of';

interface Entry {
  dtype: unknown;
  shape: unknown;
  data_offsets: unknown;
}

function encode(header: unknown, data: Uint8Array, length?: number): Uint8Array {
  const json = new TextEncoder().encode(
    typeof header === 'string' ? header : JSON.stringify(header),
  );
  const bytes = new Uint8Array(8 + json.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length ?? json.length), true);
  bytes.set(json, 8);
  bytes.set(data, 8 + json.length);
  return bytes;
}

const open = (bytes: Uint8Array) => openSafetensors(bytesSource('test', bytes));

const DATA = Uint8Array.from({ length: 24 }, (_, i) => i);
const HEADER = {
  __metadata__: { format: 'pt' },
  a: { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] },
  b: { dtype: 'F16', shape: [4], data_offsets: [16, 24] },
};

test('reads metadata, types, shapes and exactly the tensors bytes', () => {
  const file = open(encode(HEADER, DATA));
  expect(file.metadata).toEqual({ format: 'pt' });
  const b = file.tensors.get('b')!;
  expect(b).toMatchObject({ name: 'b', type: 'F16', shape: [4], byteLength: 8 });
  expect([...b.read(0, 8)]).toEqual([16, 17, 18, 19, 20, 21, 22, 23]);
  expect([...b.read(3, 2)]).toEqual([19, 20]);
  expect(() => b.read(0, 9)).toThrow(RangeError);
  expect(() => b.read(-1, 2)).toThrow(RangeError);
});

test('accepts scalars, empty tensors and space after the header', () => {
  const header = {
    scalar: { dtype: 'F32', shape: [], data_offsets: [0, 4] },
    empty: { dtype: 'I64', shape: [0, 3], data_offsets: [4, 4] },
  };
  const file = open(encode(`${JSON.stringify(header)}     `, new Uint8Array(4)));
  expect([...file.tensors.keys()].sort()).toEqual(['empty', 'scalar']);
  expect(file.tensors.get('empty')!.read(0, 0)).toHaveLength(0);
});

test('tensor names that are names of built-in members are only names', () => {
  const json =
    '{"__proto__":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"toString":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}';
  const file = open(encode(json, new Uint8Array(2)));
  expect([...file.tensors.keys()].sort()).toEqual(['__proto__', 'toString']);
});

const damaged = (change: Partial<Entry>): unknown => ({ ...HEADER, a: { ...HEADER.a, ...change } });

test.each([
  ['a header length of 2^63', new Uint8Array([0, 0, 0, 0, 0, 0, 0, 128, 123, 125])],
  ['text that is not JSON', encode('{"a":', DATA)],
  ['bytes that are not UTF-8', encode(HEADER, DATA).fill(0xff, 9, 12)],
  ['a list', encode([], DATA)],
  ['null', encode('null', DATA)],
  ['metadata that is not text', encode({ __metadata__: { a: 1 } }, DATA)],
  ['a tensor that is not an object', encode({ a: 1 }, DATA)],
  ['an unknown type', encode(damaged({ dtype: 'F128' }), DATA)],
  ['a type that every object has', encode(damaged({ dtype: 'constructor' }), DATA)],
  ['a negative size', encode(damaged({ shape: [-2, -2] }), DATA)],
  ['a fraction', encode(damaged({ shape: [0.5, 8] }), DATA)],
  ['sizes whose product overflows', encode(damaged({ shape: [2 ** 50, 2 ** 50] }), DATA)],
  [
    'sizes of nothing times infinity',
    encode(damaged({ shape: [...Array<number>(15).fill(2 ** 52), 0] }), DATA),
  ],
  ['a shape of too many axes', encode(damaged({ shape: Array<number>(2000).fill(1) }), DATA)],
  ['a range that does not fit the shape', encode(damaged({ data_offsets: [0, 12] }), DATA)],
  ['a range backwards', encode(damaged({ data_offsets: [16, 0] }), DATA)],
  ['a range of three', encode(damaged({ data_offsets: [0, 16, 16] }), DATA)],
  ['overlapping tensors', encode(damaged({ data_offsets: [4, 20] }), DATA)],
])('%s is refused by name', (_, bytes) => {
  expect(codeOf(() => open(bytes))).toBe('model-header-invalid');
});

test.each([
  ['an empty file', new Uint8Array(0)],
  ['a file shorter than the length', new Uint8Array(7)],
  ['a file that ends in its header', encode(HEADER, DATA, 1000)],
  ['a file that ends in its tensors', encode(HEADER, DATA.subarray(0, 20))],
  ['a file of a header alone', encode(HEADER, DATA.subarray(0, 0))],
])('%s is told to be downloaded again', (_, bytes) => {
  expect(codeOf(() => open(bytes))).toBe('model-file-truncated');
});

test('a header is not allocated before its length is believed', () => {
  const reads: number[] = [];
  const source = {
    name: 'huge',
    key: 'huge',
    byteLength: 2 ** 40,
    readAsync: () => Promise.reject(new Error('not asked for')),
    read(_offset: number, length: number) {
      reads.push(length);
      return new Uint8Array([0, 0, 0, 0, 2, 0, 0, 0]).subarray(0, length);
    },
  };
  expect(() => openSafetensors(source)).toThrow(ModelError);
  expect(reads).toEqual([8]);
});
