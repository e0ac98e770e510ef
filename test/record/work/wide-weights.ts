import { PanelError } from '../../../src/core/errors';
import { membersOf } from '../../../src/networks/members';
import { FULL_PRECISION } from '../../../src/networks/policy';
import { Graph } from '../../../src/onnx/graph';
import { createRuntime } from '../../../src/onnx/runtime';
import { sessionSource } from '../../../src/onnx/serialise';
import { lazyTensor, type StoredType } from '../../../src/weights/lazy-tensor';
import { RUNTIME_URL } from '../../../scripts/record/stage';
import { adapterOf } from '../../emulators/gpu/adapters';
import { installRecordingGpu } from '../../emulators/gpu/install';

export interface WideWeight {
  readonly type: StoredType;
  readonly outputs: number;
  readonly inputs: number;
}

export interface Wide {
  /** As the product has it: 32-bit floats. */
  readonly weightBytes: number;
  /** Code of the error; null: it ran. */
  readonly thrown: string | null;
  /** What the largest dispatch bound. */
  readonly boundBytes: number;
  /** Bytes read of the weight. */
  readonly read: number;
  /** Bytes on the device afterwards. */
  readonly resident: number;
  readonly refusals: readonly string[];
}

/** Multiplies by weights of these sizes, one after the other, on an adapter of the least limits. */
export async function work(weights: readonly WideWeight[]): Promise<readonly Wide[]> {
  const { recorder } = installRecordingGpu(adapterOf('least'));
  const runtime = await createRuntime('webgpu', { assets: RUNTIME_URL });
  const before = recorder.resident;
  const made: Wide[] = [];
  for (const { type, outputs, inputs } of weights) {
    recorder.restart();
    recorder.refusals.clear();
    let read = 0;
    const tensor = lazyTensor('layer.weight', type, [outputs, inputs], (_offset, length) => {
      read += length;
      return new Uint8Array(length);
    });
    const graph = new Graph('wide');
    const x = graph.input('x', { dtype: 'float32', shape: [1, inputs] });
    const tensors = new Map([['layer.weight', tensor]]);
    const file = { name: 'wide', key: `wide ${outputs}`, metadata: {}, tensors };
    const layer = membersOf(graph, file, FULL_PRECISION).at('layer');
    graph.output('y', layer.linear(x, outputs, { bias: false }));
    const run = async (): Promise<null> => {
      const session = await runtime.createSession(sessionSource(graph));
      await session.run({ x: { dims: [1, inputs], data: new Float32Array(inputs) } });
      await session.dispose();
      return null;
    };
    const thrown = await run().catch((error: unknown) =>
      error instanceof PanelError ? error.code : String(error),
    );
    await runtime.releaseWeights();
    const bound = recorder.restart().dispatches.map(({ boundBytes }) => boundBytes);
    made.push({
      weightBytes: outputs * inputs * Float32Array.BYTES_PER_ELEMENT,
      thrown,
      boundBytes: Math.max(0, ...bound),
      read,
      resident: recorder.resident - before,
      refusals: [...recorder.refusals],
    });
  }
  await runtime.dispose();
  return made;
}
