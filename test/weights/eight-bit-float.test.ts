import { castTensor } from '../../src/weights/cast';
import { lazyTensor } from '../../src/weights/lazy-tensor';
import { smallFloat } from './encode-file';

const ALL = Uint8Array.from({ length: 256 }, (_, i) => i);

/** Its exponent of ones is for infinities and what is no number. */
function e5m2(byte: number): number {
  if ((byte & 0x7c) !== 0x7c) return smallFloat(byte, 5, 2, 15);
  if ((byte & 3) !== 0) return NaN;
  return byte & 0x80 ? -Infinity : Infinity;
}

/** One number of each sign is none; there are no infinities. */
const e4m3 = (byte: number): number => ((byte & 0x7f) === 0x7f ? NaN : smallFloat(byte, 4, 3, 7));

test.each([
  ['F8_E4M3', e4m3],
  ['F8_E5M2', e5m2],
] as const)('every %s number is read as its value', (type, valueOf) => {
  const tensor = lazyTensor('w', type, [256], (offset, length) =>
    ALL.subarray(offset, offset + length),
  );
  const floats = castTensor(tensor, 'F32');
  const singles = new Float32Array(floats.read(0, floats.byteLength).slice().buffer);
  expect([...singles]).toEqual(Array.from(ALL, valueOf));
  const halves = castTensor(tensor, 'F16');
  const bits = new Uint16Array(halves.read(0, halves.byteLength).slice().buffer);
  expect(bits[0x38]).toBe(type === 'F8_E4M3' ? 0x3c00 : 0x3800);
});

test('the largest and the smallest numbers are the format’s', () => {
  expect([0x7e, 0x01, 0x88].map(e4m3)).toEqual([448, 2 ** -9, -(2 ** -6)]);
  expect([0x7b, 0x01, 0xbc].map(e5m2)).toEqual([57344, 2 ** -16, -1]);
});
