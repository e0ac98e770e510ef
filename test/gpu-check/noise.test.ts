import { deviation } from '../../scripts/gpu-check/deviations';
import { noiseOf, noiseTensor } from '../../scripts/gpu-check/noise';
import { installFileReader, publishedFiles } from '../../scripts/record/published-files';
import { halfToSingle } from '../../src/weights/half';
import { openModelFile } from '../../src/weights/model-file';

installFileReader();
const { tensors } = openModelFile(publishedFiles({ bytes: 0 }, noiseOf).sdxl);

function tensorOf(name: string) {
  const tensor = tensors.get(name);
  if (tensor === undefined) throw new Error(`no ${name}`);
  return tensor;
}

function numbersOf(name: string): Float32Array {
  const tensor = tensorOf(name);
  const bytes = Uint8Array.from(tensor.read(0, tensor.byteLength));
  return halfToSingle(new Uint16Array(bytes.buffer));
}

function rms(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

const BLOCK = 'model.diffusion_model.middle_block.1.transformer_blocks.0';

describe('weights of noise', () => {
  test.each([
    [`${BLOCK}.attn1.to_q.weight`, 1280],
    [`${BLOCK}.ff.net.2.weight`, 5120],
    ['model.diffusion_model.input_blocks.1.0.in_layers.2.weight', 320 * 9],
  ])('%s keeps sums of products at about one', (name, inputs) => {
    const values = numbersOf(name);
    expect(values.every(Number.isFinite)).toBe(true);
    const spread = rms(values) * Math.sqrt(inputs);
    expect(spread).toBeGreaterThan(0.7);
    expect(spread).toBeLessThan(1.5);
  });

  test('rows are not alike', () => {
    const values = numbersOf(`${BLOCK}.attn1.to_q.weight`);
    expect(values.subarray(0, 1280)).not.toEqual(values.subarray(1280, 2560));
  });

  test('a part is what lies there in the whole, by both ways of reading', async () => {
    const tensor = tensorOf(`${BLOCK}.ff.net.2.weight`);
    const whole = Uint8Array.from(tensor.read(0, tensor.byteLength));
    // The repeated table ends in between.
    for (const [offset, length] of [
      [2 ** 21 - 40, 80],
      [0, 16],
      [tensor.byteLength - 10, 10],
    ] as const) {
      const part = whole.subarray(offset, offset + length);
      expect(Uint8Array.from(tensor.read(offset, length))).toEqual(part);
      expect(await tensor.readAsync(offset, length)).toEqual(part);
    }
  });
});

test('inputs are normal, the same each time, and larger than the table that they are made of', () => {
  const dims = [3, 1024, 1024];
  const { data } = noiseTensor(dims);
  expect(data).toHaveLength(3 * 2 ** 20);
  expect(rms(data)).toBeCloseTo(1, 2);
  expect(rms(data.subarray(-(2 ** 19)))).toBeCloseTo(1, 1);
  expect(noiseTensor(dims).data.subarray(0, 1000)).toEqual(data.subarray(0, 1000));
});

test('a deviation is a share of the spread, and no number stays none', () => {
  const exact = Float32Array.of(9, 11, 9, 11);
  const { rms: all, most } = deviation(Float32Array.of(9.5, 11, 9, 11), exact);
  expect(all).toBeCloseTo(0.25);
  expect(most).toBeCloseTo(0.5);
  expect(deviation(Float32Array.of(NaN, 11, 9, 11), exact).most).toBeNaN();
});
