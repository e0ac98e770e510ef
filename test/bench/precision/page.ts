import { Graph } from '../../../src/onnx/graph';
import { cast } from '../../../src/onnx/ops/elementwise';
import { probeDevices } from '../../../src/onnx/probe';
import { createRuntime } from '../../../src/onnx/runtime';
import { sessionSource } from '../../../src/onnx/serialise';
import type { Runtime, Tensor } from '../../../src/onnx/session';
import { seededNoise } from '../../../src/sampling/noise';
import { halfToSingle, singleToHalf } from '../../../src/weights/half';
import { elementCount } from '../../../src/core/tensor';
import { OPERATORS, type Operand, type Operator } from './operators';

/** Of a result in 16 bits, ÷ the deviation of the one in 32. */
export interface Errors {
  readonly name: string;
  readonly products: number | null;
  readonly rms: number;
  readonly max: number;
  /** What rounding the exact result once would cost. */
  readonly roundedRms: number;
}

const testPage = {
  /** null: the adapter has no 16-bit floats. */
  async measure(): Promise<{ readonly label: string; readonly errors: readonly Errors[] } | null> {
    const { webgpu } = await probeDevices();
    if (!webgpu?.shaderF16) return null;
    const runtime = await createRuntime('webgpu', { assets: new URL('ort/', location.href).href });
    const errors: Errors[] = [];
    for (const operator of OPERATORS) errors.push(await errorsOf(runtime, operator));
    return { label: runtime.label, errors };
  },
};

export type PrecisionPage = typeof testPage;

Object.assign(globalThis, { testPage });

async function errorsOf(runtime: Runtime, operator: Operator): Promise<Errors> {
  const operands = operator.operands.map((operand, index) => tensorOf(operand, index));
  const exact = await resultOf(runtime, operator, operands, 'float32');
  const half = await resultOf(runtime, operator, operands, 'float16');
  const rounded = halfToSingle(singleToHalf(exact));
  const mean = exact.reduce((sum, value) => sum + value, 0) / exact.length;
  const deviation = rms(exact.map((value) => value - mean));
  const off = half.map((value, i) => value - (exact[i] ?? 0));
  return {
    name: operator.name,
    products: operator.products,
    rms: rms(off) / deviation,
    max: off.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / deviation,
    roundedRms: rms(rounded.map((value, i) => value - (exact[i] ?? 0))) / deviation,
  };
}

/** Numbers that 16 bits hold exactly, so that only the operator's own errors count. */
function tensorOf({ shape, deviation, mean = 0 }: Operand, seed: number): Tensor {
  const noise = seededNoise(seed).next([1, 1, 1, elementCount(shape)]).data;
  const values = noise.map((value) => mean + deviation * value);
  return { dims: shape, data: halfToSingle(singleToHalf(values)) };
}

async function resultOf(
  runtime: Runtime,
  { build }: Operator,
  operands: readonly Tensor[],
  dtype: 'float32' | 'float16',
): Promise<Float32Array> {
  const graph = new Graph('operator');
  const values = operands.map(({ dims }, i) =>
    cast(graph.input(`operand${i}`, { dtype: 'float32', shape: dims }), dtype),
  );
  graph.output('result', cast(build(values), 'float32'));
  const session = await runtime.createSession(sessionSource(graph));
  try {
    const inputs = Object.fromEntries(operands.map((tensor, i) => [`operand${i}`, tensor]));
    const { result } = await session.run(inputs);
    if (result === undefined) throw new Error('the operator gave nothing');
    return result.data;
  } finally {
    await session.dispose();
  }
}

function rms(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}
