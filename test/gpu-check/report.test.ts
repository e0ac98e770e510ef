import { alone, busiestKinds } from '../../scripts/gpu-check/busiest';
import { kernelFigures } from '../../scripts/gpu-check/kernels';
import { linesOf, type Report, type StageReport } from '../../scripts/gpu-check/report';
import { torchShape } from '../../scripts/gpu-check/torch';
import { Graph } from '../../src/onnx/graph';
import { attention } from '../../src/onnx/ops/attention';
import { conv } from '../../src/onnx/ops/convolution';
import { sessionSource } from '../../src/onnx/serialise';

describe('lines of a report', () => {
  const stage: StageReport = {
    stage: 'q8',
    figures: [
      { name: 'a step', value: 1.5, unit: 's' },
      { name: 'kernel MatMul', value: 20, unit: 'ms', times: 3 },
      { name: 'sessions', value: 0, unit: 'count' },
    ],
    failure: null,
  };

  test('stand by themselves', () => {
    expect(linesOf(stage, null)).toEqual([
      '  a step              1.5 s',
      '  kernel MatMul  3 ×  20 ms',
      '  sessions                0',
    ]);
  });

  test('tell how many times as much it is now, of the same stage and unit', () => {
    const then: StageReport = {
      ...stage,
      figures: [
        { name: 'a step', value: 3, unit: 's' },
        { name: 'kernel MatMul', value: 20, unit: 's' },
        { name: 'sessions', value: 0, unit: 'count' },
      ],
    };
    const report = (stages: readonly StageReport[]): Report => ({
      format: 1,
      date: '',
      side: 1024,
      network: null,
      adapter: null,
      stages,
      leftOut: [],
    });
    expect(
      linesOf(stage, report([then]))
        .join('\n')
        .match(/×.*/g),
    ).toEqual(['× 0.50', '×  20 ms']);
    const other = { ...then, stage: 'f16' };
    expect(linesOf(stage, report([other]))).toEqual(linesOf(stage, null));
  });

  test('end with what failed', () => {
    const lines = linesOf({ stage: 'f16', figures: [], failure: 'no room' }, null);
    expect(lines).toEqual(['  FAILED: no room']);
  });
});

test('kernels are counted and summed by name, the slowest first', () => {
  const kernels = [
    { kernel: 'Add', ms: 1 },
    { kernel: 'FlashAttention', ms: 5 },
    { kernel: 'Add', ms: 2 },
    { kernel: 'Softmax', ms: null },
  ];
  expect(kernelFigures(kernels)).toEqual([
    { name: 'kernels', value: 4, unit: 'count' },
    { name: 'all kernels', value: 8, unit: 'ms' },
    { name: 'attention, fused', value: 1, unit: 'count' },
    { name: 'attention, fused for one query', value: 0, unit: 'count' },
    { name: 'attention as scores in memory', value: 1, unit: 'count' },
    { name: 'kernel FlashAttention', value: 5, unit: 'ms', times: 1 },
    { name: 'kernel Add', value: 3, unit: 'ms', times: 2 },
    { name: 'kernel Softmax', value: 0, unit: 'ms', times: 1 },
  ]);
});

describe('operators by themselves', () => {
  const graph = new Graph('two kinds');
  const x = graph.input('x', { dtype: 'float32', shape: [1, 8, 16, 16] });
  const weight = graph.input('weight', { dtype: 'float32', shape: [8, 8, 3, 3] });
  const once = conv(x, weight, null, { padding: 1 });
  const twice = conv(once, weight, null, { padding: 1 });
  const tokens = graph.input('tokens', { dtype: 'float32', shape: [1, 4, 16] });
  graph.output('y', conv(twice, weight, null, { padding: 1, stride: 2 }));
  graph.output('z', attention(tokens, tokens, tokens, 2));
  const kinds = busiestKinds(graph, 10);

  test('are told apart by what makes a kernel another one', () => {
    expect(kinds.map(({ name, times }) => [name, times])).toEqual([
      ['Conv 1×8×16×16 · 8×8×3×3 float32', 2],
      ['Conv 1×8×16×16 · 8×8×3×3 float32, stride 2', 1],
      ['MultiHeadAttention 1×4×16 · 1×4×16 · 1×4×16 float32, 2 heads', 1],
    ]);
    expect(busiestKinds(graph, 1)).toHaveLength(1);
  });

  test('keep their operations in a graph of their own', () => {
    for (const kind of kinds) {
      const own = alone(kind);
      expect(own.multiplyAdds).toBe(kind.node.multiplyAdds);
      expect(sessionSource(own).model('webgpu').byteLength).toBeGreaterThan(0);
    }
  });

  test('have a counterpart in PyTorch', () => {
    expect(kinds.map(({ node }) => torchShape(node))).toEqual([
      ['conv', 1, 8, 16, 16, 8, 3, 1],
      ['conv', 1, 8, 16, 16, 8, 3, 2],
      ['attention', 1, 4, 4, 2, 16],
    ]);
  });
});
