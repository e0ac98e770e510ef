import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Node } from '../../src/onnx/graph';
import { busiestKinds, graphsOf, strideOf } from './busiest';
import { total } from './clock';
import type { Figure } from './report';
import { openScene, type Scene } from './scene';

/** All kinds that a step has; there are some forty. */
const ALL = 1000;

interface Answer {
  readonly measured: readonly (readonly [name: string, times: number, ms: number])[];
}

/**
 * The products, convolutions and attention of a guided step in PyTorch, 16 bits, each by itself, on the
 * same card.
 *
 * @throws Error where there is no python3 with PyTorch and a device for it
 */
export async function torchFigures(scene: Scene): Promise<readonly Figure[]> {
  const player = await openScene(scene, { subject: 'step' });
  const [step] = graphsOf(player);
  await player.runtime.dispose();
  const kinds = busiestKinds(step, ALL).flatMap(({ name, times, node }) => {
    const shape = torchShape(node);
    return shape === null
      ? []
      : [{ name, flops: 2 * node.multiplyAdds, row: [name, times, ...shape] }];
  });
  const { measured } = JSON.parse(await python(kinds.map(({ row }) => row))) as Answer;
  const flopsOf = new Map(kinds.map(({ name, flops }) => [name, flops]));
  return [
    {
      name: 'all of a step',
      value: total(measured.map(([, times, ms]) => times * ms)),
      unit: 'ms',
    },
    ...measured.map(([name, times, ms]): Figure => ({
      name,
      value: (flopsOf.get(name) ?? NaN) / ms / 1e9,
      unit: 'TFLOP/s',
      times,
    })),
  ];
}

/** As torch_shapes.py takes it; null: it has no such operator. */
export function torchShape({ op, inputs, outputs, attributes }: Node): readonly unknown[] | null {
  const [x = [], y = []] = inputs.map((input) => input?.shape ?? []);
  const out = outputs[0]?.shape ?? [];
  const rows = x.slice(0, -1).reduce((product, size) => product * size, 1);
  switch (op) {
    case 'MatMulNBits':
    case 'Gemm':
    case 'MatMul':
      return ['linear', rows, x.at(-1), out.at(-1)];
    case 'Conv':
      return ['conv', ...x, y[0], y[2], strideOf(attributes)];
    case 'MultiHeadAttention':
      return ['attention', x[0], x[1], y[1], attributes['num_heads'], x[2]];
    default:
      return null;
  }
}

function python(rows: readonly unknown[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('python3', [path.join(__dirname, 'torch_shapes.py')], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const [out, errors]: [string[], string[]] = [[], []];
    child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(out.join(''));
      else
        reject(
          new Error(errors.join('').trim().split('\n').at(-1) ?? `python3 ended with ${code}`),
        );
    });
    // A python3 that is gone at once tells why by its exit.
    child.stdin.on('error', () => undefined);
    child.stdin.end(JSON.stringify(rows));
  });
}
