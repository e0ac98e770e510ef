import { Graph, type Value } from '../../../src/onnx/graph';
import { conv, type ConvOptions } from '../../../src/onnx/ops/convolution';
import { add, clip, mul, prelu } from '../../../src/onnx/ops/elementwise';
import { pixelShuffle, resizeNearest } from '../../../src/onnx/ops/layout';
import { sessionSource } from '../../../src/onnx/serialise';
import type { Runtime, Tensor } from '../../../src/onnx/session';
import { createNodeRuntime } from '../node-runtime';

let runtime: Runtime;
beforeAll(async () => {
  runtime = await createNodeRuntime();
});
afterAll(() => runtime.dispose());

/** Runs one operator on inputs of these shapes, filled with different numbers. */
async function run(
  shapes: readonly (readonly number[])[],
  build: (...values: Value[]) => Value,
): Promise<{ inputs: Tensor[]; output: Tensor }> {
  const graph = new Graph('operator');
  const inputs = shapes.map((dims, i) => ({ dims, data: numbers(dims, i) }));
  const values = inputs.map(({ dims }, i) =>
    graph.input(`input_${i}`, { dtype: 'float32', shape: dims }),
  );
  const result = build(...values);
  graph.output('out', result);
  const session = await runtime.createSession(sessionSource(graph));
  try {
    const feeds = Object.fromEntries(inputs.map((tensor, i) => [`input_${i}`, tensor]));
    const { out } = await session.run(feeds);
    expect(out!.dims).toEqual(result.shape);
    return { inputs, output: out! };
  } finally {
    await session.dispose();
  }
}

function numbers(dims: readonly number[], seed: number): Float32Array {
  const length = dims.reduce((a, b) => a * b, 1);
  return Float32Array.from({ length }, (_, i) => Math.sin(i * 1.7 + seed * 0.9) * 2);
}

function at({ dims, data }: Tensor, n: number, c: number, y: number, x: number): number {
  const [, channels, height, width] = dims as [number, number, number, number];
  if (y < 0 || y >= height || x < 0 || x >= width) return 0;
  return data[((n * channels + c) * height + y) * width + x]!;
}

/** Every value of a [n, c, h, w] tensor against its definition. */
function expectEach(
  output: Tensor,
  define: (n: number, c: number, y: number, x: number) => number,
): void {
  const [, channels, height, width] = output.dims as [number, number, number, number];
  const worst = output.data.reduce((max, value, i) => {
    const x = i % width;
    const y = Math.floor(i / width) % height;
    const c = Math.floor(i / (width * height)) % channels;
    const n = Math.floor(i / (width * height * channels));
    return Math.max(max, Math.abs(value - define(n, c, y, x)));
  }, 0);
  expect(worst).toBeLessThan(1e-4);
}

test.each<[string, ConvOptions, number, number]>([
  ['same size', { padding: 1 }, 1, 1],
  ['halved', { stride: 2, padding: 1 }, 1, 1],
  ['halved, padded at right and bottom', { stride: 2, padding: [0, 0, 1, 1] }, 0, 0],
])('conv, %s', async (_, options, top, left) => {
  const shapes = [[2, 3, 6, 7], [4, 3, 3, 3], [4]];
  const { inputs, output } = await run(shapes, (x, w, b) => conv(x, w, b, options));
  const [image, weight, bias] = inputs as [Tensor, Tensor, Tensor];
  const stride = options.stride ?? 1;
  expectEach(output, (n, o, y, x) => {
    let sum = bias.data[o]!;
    for (let c = 0; c < 3; c++) {
      for (let ky = 0; ky < 3; ky++) {
        for (let kx = 0; kx < 3; kx++) {
          const pixel = at(image, n, c, y * stride + ky - top, x * stride + kx - left);
          sum += pixel * at(weight, o, c, ky, kx);
        }
      }
    }
    return sum;
  });
});

test('pixelShuffle puts channel c·b² + y·b + x at (y, x)', async () => {
  const { inputs, output } = await run([[1, 12, 3, 2]], (x) => pixelShuffle(x, 2));
  expectEach(output, (n, c, y, x) =>
    at(inputs[0]!, n, c * 4 + (y % 2) * 2 + (x % 2), Math.floor(y / 2), Math.floor(x / 2)),
  );
});

test('resizeNearest repeats every pixel', async () => {
  const { inputs, output } = await run([[1, 2, 3, 4]], (x) => resizeNearest(x, 4));
  expectEach(output, (n, c, y, x) => at(inputs[0]!, n, c, Math.floor(y / 4), Math.floor(x / 4)));
});

test('prelu, clip, add and mul', async () => {
  const { inputs, output } = await run(
    [
      [1, 3, 4, 4],
      [3, 1, 1],
      [4, 4],
    ],
    (x, slope, y) => clip(mul(add(prelu(x, slope), y), y), -1, 1.5),
  );
  const [image, slope, plane] = inputs as [Tensor, Tensor, Tensor];
  expectEach(output, (n, c, y, x) => {
    const value = at(image, n, c, y, x);
    const other = plane.data[y * 4 + x]!;
    const active = value >= 0 ? value : value * slope.data[c]!;
    return Math.min(1.5, Math.max(-1, (active + other) * other));
  });
});

test('an operator with several outputs gives each its own value', async () => {
  const { inputs, output } = await run([[1, 4, 2, 3]], (x) => {
    const half = { dtype: x.dtype, shape: [1, 2, 2, 3] };
    const [first, second] = x.graph.nodeOf({ op: 'Split', inputs: [x], attributes: { axis: 1 } }, [
      half,
      half,
    ]);
    return add(first!, mul(second!, second!));
  });
  expectEach(
    output,
    (n, c, y, x) => at(inputs[0]!, n, c, y, x) + at(inputs[0]!, n, c + 2, y, x) ** 2,
  );
});
