import { castTensor, computedTensor, readFloats } from '../../src/weights/cast';
import { halfToSingle, singleToHalf } from '../../src/weights/half';
import { lazyTensor, type LazyTensor, type StoredType } from '../../src/weights/lazy-tensor';
import { codeOf } from '../support/code-of';
import { integersFrom } from '../support/random';

const ALL_HALVES = Uint16Array.from({ length: 0x10000 }, (_, i) => i);

/** The definition: sign, five bits of exponent with bias 15, ten bits of mantissa. */
function halfValue(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const mantissa = half & 0x3ff;
  if (exponent === 0x1f) return mantissa === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}

function stored(type: StoredType, values: ArrayBufferView): LazyTensor {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const count = bytes.length / { F16: 2, BF16: 2, F32: 4, F64: 8, I64: 8 }[type as 'F16'];
  return lazyTensor('w', type, [count], (offset, length) =>
    bytes.subarray(offset, offset + length),
  );
}

test('every 16-bit float becomes its value, and comes back as it was', () => {
  const singles = halfToSingle(ALL_HALVES);
  const wrong = ALL_HALVES.filter((half) => !Object.is(singles[half], halfValue(half)));
  expect([...wrong]).toEqual([]);
  const numbers = ALL_HALVES.filter((half) => !Number.isNaN(halfValue(half)));
  expect([...singleToHalf(halfToSingle(numbers))]).toEqual([...numbers]);
});

test('32-bit floats round to the nearest half, ties to even', () => {
  const random = integersFrom(16);
  const bits = Uint32Array.from({ length: 20_000 }, () => random(2 ** 32));
  const values = new Float32Array(bits.buffer).filter((value) => Math.abs(value) < 65_504);
  const wrong = values.filter(
    (value) => singleToHalf(Float32Array.of(value))[0] !== nearest(value),
  );
  expect([...wrong]).toEqual([]);
  const middles = [...ALL_HALVES.subarray(0, 0x7bff)].map(
    (h) => (halfValue(h) + halfValue(h + 1)) / 2,
  );
  expect([...singleToHalf(Float32Array.from(middles))]).toEqual(
    middles.map((_, half) => half + (half & 1)),
  );
  const special = [65_519.99, 65_520, Infinity, -Infinity, -0, 2 ** -25, -(2 ** -25) * 1.0001];
  expect([...singleToHalf(Float32Array.from(special))]).toEqual([
    0x7bff, 0x7c00, 0x7c00, 0xfc00, 0x8000, 0, 0x8001,
  ]);
  expect(halfValue(singleToHalf(Float32Array.of(NaN))[0]!)).toBeNaN();
});

/** By search over the ordered halves of one sign. */
function nearest(value: number): number {
  const magnitude = Math.abs(value);
  let [low, high] = [0, 0x7bff];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (halfValue(middle) <= magnitude) low = middle;
    else high = middle;
  }
  const [below, above] = [magnitude - halfValue(low), halfValue(high) - magnitude];
  const half = below < above || (below === above && low % 2 === 0) ? low : high;
  return Object.is(Math.sign(value), -1) || Object.is(value, -0) ? half | 0x8000 : half;
}

test.each(['F16', 'BF16', 'F32', 'F64'] as const)('%s is read as 32 bits', (type) => {
  const values = [0, 1, -2.5, 0.15625, 1024, -0.0078125];
  const tensor = {
    F16: () => stored('F16', singleToHalf(Float32Array.from(values))),
    BF16: () =>
      stored(
        'BF16',
        new Uint16Array(Float32Array.from(values).buffer).filter((_, i) => i % 2 === 1),
      ),
    F32: () => stored('F32', Float32Array.from(values)),
    F64: () => stored('F64', Float64Array.from(values)),
  }[type]();
  expect([...readFloats(tensor)]).toEqual(values);
  const cast = castTensor(tensor, 'F32');
  expect(cast).toMatchObject({ name: 'w', type: 'F32', shape: [6], byteLength: 24 });
  expect(cast.read(0, 24)).toEqual(new Uint8Array(Float32Array.from(values).buffer));
});

test('a cast converts any range of bytes as it would convert the whole', () => {
  const random = integersFrom(3);
  const halves = ALL_HALVES.subarray(0x3000, 0x3100);
  const up = castTensor(stored('F16', halves), 'F32');
  const down = castTensor(stored('F32', halfToSingle(halves)), 'F16');
  for (const tensor of [up, down]) {
    const whole = tensor.read(0, tensor.byteLength).slice();
    for (let i = 0; i < 200; i++) {
      const offset = random(tensor.byteLength);
      const length = random(tensor.byteLength - offset + 1);
      expect(tensor.read(offset, length)).toEqual(whole.slice(offset, offset + length));
    }
  }
});

test('a cast reads only the range it was asked for', () => {
  const reads: [number, number][] = [];
  const tensor = lazyTensor('w', 'F16', [1000], (offset, length) => {
    reads.push([offset, length]);
    return new Uint8Array(length);
  });
  castTensor(tensor, 'F32').read(400, 40);
  expect(reads).toEqual([[200, 20]]);
});

test('a cast larger than one slice fills the memory that is lent to it', () => {
  const count = 9 * 2 ** 20 + 3;
  const halves = Uint16Array.from({ length: count }, (_, i) => i % 0x7c00);
  const room = new Uint8Array(4 * count + 8);
  const cast = castTensor(stored('F16', halves), 'F32').read(0, 4 * count, room);
  expect(cast.buffer).toBe(room.buffer);
  const singles = new Float32Array(room.buffer, 0, count);
  expect(singles.every((value, i) => value === halfValue(halves[i]!))).toBe(true);
  const back = castTensor(stored('F32', singles), 'F16').read(0, 2 * count);
  expect(Buffer.compare(back, new Uint8Array(halves.buffer))).toBe(0);
});

test('what cannot be converted is named', () => {
  const large = castTensor(stored('F32', Float32Array.of(1, 70_000)), 'F16');
  expect(codeOf(() => large.read(0, 4))).toBe('model-weight-overflow');
  const infinite = castTensor(stored('F32', Float32Array.of(Infinity)), 'F16');
  expect([...infinite.read(0, 2)]).toEqual([0x00, 0x7c]);
  const integers = stored('I64', new BigInt64Array(2));
  expect(codeOf(() => castTensor(integers, 'F32'))).toBe('model-tensor-type');
});

test('computed tensors are computed when they are read', () => {
  let computed = 0;
  const tensor = computedTensor('mean', [2], 'mean of all', () => {
    computed++;
    return Float32Array.of(1, 2);
  });
  expect(computed).toBe(0);
  expect(tensor).toMatchObject({ type: 'F32', byteLength: 8 });
  expect([...readFloats(tensor)]).toEqual([1, 2]);
  expect(computed).toBe(1);
});
