import { isOutOfMemory } from '../../onnx/failure';
import type { Runtime } from '../../onnx/session';

/**
 * Does `work`; where memory runs out, once more without the weights and sessions that wait on the
 * device for a next run (`of`: those of these networks). Cheaper than smaller tiles: the picture stays the same, and a next run
 * reads again what it needs.
 */
export async function makingRoom<T>(
  runtime: Runtime,
  work: () => Promise<T>,
  of?: (network: string) => boolean,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isOutOfMemory(error) || runtime.keptWeightBytes === 0) throw error;
    await runtime.releaseWeights(of);
    return await work();
  }
}
