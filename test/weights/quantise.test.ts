import { halfToSingle } from '../../src/weights/half';
import { quantise } from '../../src/weights/quantise';
import { lazyTensor } from '../../src/weights/lazy-tensor';

const OUTPUTS = 5;

function weight(inputs: number) {
  const values = Float32Array.from(
    { length: OUTPUTS * inputs },
    (_, i) => Math.sin(i * 12.9898) * (i % 7 === 0 ? 3 : 0.4),
  );
  values.fill(0, 0, 32);
  const bytes = new Uint8Array(values.buffer);
  const tensor = lazyTensor('layer.weight', 'F32', [OUTPUTS, inputs], (offset, length) =>
    bytes.subarray(offset, offset + length),
  );
  return { tensor, values };
}

/** What the runtime computes from the stored numbers. */
function restore(packed: Uint8Array, scales: Float32Array, inputs: number, bits: 8 | 4) {
  const blocks = Math.ceil(inputs / 32);
  const zero = 2 ** (bits - 1);
  return Float32Array.from({ length: OUTPUTS * inputs }, (_, i) => {
    const [row, column] = [Math.floor(i / inputs), i % inputs];
    const at = row * blocks * 32 + column;
    const code =
      bits === 8 ? packed[at]! : at % 2 === 0 ? packed[at >> 1]! & 15 : packed[at >> 1]! >> 4;
    return (code - zero) * scales[row * blocks + Math.floor(column / 32)]!;
  });
}

describe.each([8, 4] as const)('%i bits', (bits) => {
  // 80: a last block that is not full.
  it.each([32, 64, 80])('stay within half a step of the weight, %i inputs', (inputs) => {
    const { tensor, values } = weight(inputs);
    const { packed, scales } = quantise(tensor, bits, 'F32');
    const blocks = Math.ceil(inputs / 32);
    expect(packed.shape).toEqual([OUTPUTS, blocks, (32 * bits) / 8]);
    const scaleValues = new Float32Array(scales.read(0, scales.byteLength).slice().buffer);
    const restored = restore(packed.read(0, packed.byteLength), scaleValues, inputs, bits);
    values.forEach((value, i) => {
      const block = Math.floor(i / inputs) * blocks + Math.floor((i % inputs) / 32);
      // The far end of the range has one step less.
      const step = Math.abs(scaleValues[block]!);
      expect(Math.abs(restored[i]! - value)).toBeLessThanOrEqual(step * 1.0001);
    });
  });

  it('gives any range of bytes as it gives all of them', () => {
    const { packed, scales } = quantise(weight(80).tensor, bits, 'F16');
    for (const tensor of [packed, scales]) {
      const all = tensor.read(0, tensor.byteLength).slice();
      for (const [offset, length] of [
        [1, 3],
        [tensor.byteLength - 2, 2],
        [7, 11],
      ] as const) {
        expect([...tensor.read(offset, length)]).toEqual([...all.slice(offset, offset + length)]);
      }
    }
  });

  it('rounds to the scale that the session sees', () => {
    const { packed, scales } = quantise(weight(64).tensor, bits, 'F16');
    const halves = new Uint16Array(scales.read(0, scales.byteLength).slice().buffer);
    const { values } = weight(64);
    const restored = restore(packed.read(0, packed.byteLength), halfToSingle(halves), 64, bits);
    const worst = Math.max(...values.map((value, i) => Math.abs(value - restored[i]!)));
    expect(worst).toBeLessThan(3.1 / 2 ** (bits - 1));
  });

  it('puts the same bytes into the memory that is lent to it', () => {
    const { packed, scales } = quantise(weight(80).tensor, bits, 'F16');
    for (const tensor of [packed, scales]) {
      const room = new Uint8Array(tensor.byteLength + 8);
      const lent = tensor.read(0, tensor.byteLength, room);
      expect(lent.buffer).toBe(room.buffer);
      expect(lent).toEqual(tensor.read(0, tensor.byteLength));
    }
  });

  it('reads the weight once for its numbers and then its scales', () => {
    const { tensor } = weight(64);
    let read = 0;
    const counted = lazyTensor(tensor.name, tensor.type, tensor.shape, (offset, length) => {
      read += length;
      return tensor.read(offset, length);
    });
    const before = quantise(tensor, bits, 'F16')
      .scales.read(0, 2 * OUTPUTS * 2)
      .slice();
    const { packed, scales } = quantise(counted, bits, 'F16');
    packed.read(0, packed.byteLength);
    expect(scales.read(0, scales.byteLength)).toEqual(before);
    expect(read).toBe(tensor.byteLength);
    // They were kept for this one time.
    expect(scales.read(0, scales.byteLength)).toEqual(before);
    expect(read).toBe(2 * tensor.byteLength);
    packed.read(0, packed.byteLength);
    expect(scales.read(0, scales.byteLength)).toEqual(before);
    expect(read).toBe(4 * tensor.byteLength);
  });
});
