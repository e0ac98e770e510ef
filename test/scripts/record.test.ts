import path from 'node:path';
import { Graph } from '../../src/onnx/graph';
import { add, mul } from '../../src/onnx/ops/elementwise';
import { RUNTIME_FEATURES } from '../../src/onnx/runtime-features';
import { sessionSource } from '../../src/onnx/serialise';
import { summariseModel } from '../../scripts/record/operators';
import { parseRecordOptions, UsageError } from '../../scripts/record/options';
import { publishedFiles } from '../../scripts/record/published-files';
import { publishedSdxl } from '../../src/model-files/published-tensors';

describe('the command line', () => {
  test('names one case', () => {
    const options = parseRecordOptions([
      ...['step', '1024x768', '--vendor', 'amd', '--batch', '1', '--no-f16', '--policy', 'q4'],
      ...['--option', 'storageBufferCacheMode=lazyRelease', '--option', 'session.level=3'],
    ]);
    expect(options?.cases).toEqual([
      expect.objectContaining({
        subject: 'step',
        width: 1024,
        height: 768,
        vendor: 'amd',
        batch: 1,
        shaderF16: false,
        subgroups: true,
        policy: 'q4',
        options: { storageBufferCacheMode: 'lazyRelease', 'session.level': 3 },
      }),
    ]);
  });

  test('or all combinations of lists', () => {
    const options = parseRecordOptions(['encode,decode', '512,1024', '--vendor', 'amd,intel']);
    expect(options?.cases).toHaveLength(8);
  });

  test('another copy of the runtime has all features, unless they are named', () => {
    const of = (...args: string[]) =>
      parseRecordOptions(['step', '512', ...args])!.cases[0]!.runtime;
    const copy = path.join('node_modules', 'onnxruntime-web');
    const [none, all] = [
      { groupNorm: false, matmulFp32Accumulation: false },
      { groupNorm: true, matmulFp32Accumulation: true },
    ];
    expect(of().features).toEqual(RUNTIME_FEATURES);
    expect(of('--runtime', copy)).toEqual({ ...of(), features: all });
    expect(of('--runtime', copy, '--features', 'none').features).toEqual(none);
    expect(of('--features', 'groupNorm').features).toEqual({ ...none, groupNorm: true });
  });

  test('may ask for help', () => expect(parseRecordOptions(['--help'])).toBeNull());

  test.each([
    [['step'], /size/],
    [['steps', '1024'], /SUBJECT/],
    [['step', '1000'], /multiples/],
    [['step', '0'], /multiples/],
    [['step', '8192'], /multiples/],
    [['step', '1024', 'more'], /more/],
    [['step', '1024', '--batch', '3'], /--batch/],
    [['step', '1024', '--vendor', 'voodoo'], /voodoo/],
    [['step', '1024', '--option', 'lazyRelease'], /KEY=VALUE/],
    [['picture', '512', '--runs', '0'], /--runs/],
    [['step', '1024', '--frames', '2'], /frames/],
    [['step', '512,1024', '--shaders', 'out'], /one case/],
    [['step', '1024', '--runtime', 'nowhere'], /no package/],
    [['step', '1024', '--runtime', 'node_modules/fflate'], /fflate/],
    [['step', '1024', '--features', 'groupNorm,sorcery'], /sorcery/],
  ])('refuses %j', (args, reason) => {
    const parse = (): unknown => parseRecordOptions(args);
    expect(parse).toThrow(UsageError);
    expect(parse).toThrow(reason);
  });
});

test('operators are counted from the model’s own bytes', () => {
  const graph = new Graph('two sums');
  const x = graph.input('x', { dtype: 'float32', shape: [2, 2] });
  graph.output('y', mul(add(add(x, x), x), x));
  const { name, operators } = summariseModel(sessionSource(graph).model('webgpu'));
  expect(name).toBe('two sums');
  expect(Object.fromEntries(operators)).toEqual({ Add: 2, Mul: 1, Identity: 1 });
});

test('the published files have a header, zeros, and count what is read of them', async () => {
  const reads = { bytes: 0 };
  const { blob } = publishedFiles(reads).sdxl;
  const length = new DataView(await blob.slice(0, 8).arrayBuffer()).getBigUint64(0, true);
  const header = JSON.parse(await textOf(blob.slice(8, 8 + Number(length)))) as Record<
    string,
    { readonly shape: readonly number[]; readonly data_offsets: readonly [number, number] }
  >;
  const shapes = Object.entries(header).map(([name, { shape }]) => [name, shape]);
  expect(shapes).toEqual([...publishedSdxl()]);
  const end = Math.max(...Object.values(header).map(({ data_offsets }) => data_offsets[1]));
  expect(blob.size).toBe(8 + Number(length) + end);
  const last = blob.slice(blob.size - 10).slice(4, 100);
  expect(new Uint8Array(await last.arrayBuffer())).toEqual(new Uint8Array(6));
  expect(reads.bytes).toBe(8 + Number(length) + 6);
});

async function textOf(blob: Blob): Promise<string> {
  return new TextDecoder().decode(await blob.arrayBuffer());
}
