import { createRuntime } from '../../../src/onnx/runtime';
import { decodeLatent, type Autoencoder } from '../../../src/restore/supir/autoencoder';
import { seededNoise } from '../../../src/sampling/noise';
import { countsOf } from '../../../scripts/record/figures';
import { RUNTIME_URL } from '../../../scripts/record/stage';
import { adapterOf } from '../../emulators/gpu/adapters';
import { installRecordingGpu } from '../../emulators/gpu/install';
import { TINY_CONFIG, TINY_FILES } from '../../restore/supir/tiny-supir';

export interface Ended {
  /** What the decoder threw; null: nothing. */
  readonly thrown: string | null;
  readonly up: number;
  readonly down: number;
  /** Tensors that the runtime counts as alive afterwards. */
  readonly liveTensors: number;
  /** Bytes on the device afterwards, without weights, beside what was there before. */
  readonly left: number;
}

export interface Ending {
  /** As `Autoencoder` has it; null: as many as it takes. */
  readonly cardBytes: number | null;
  /** Cancels after so many segments. */
  readonly cancelAfter: number | null;
  /** The device is lost after so many; nothing works on it from then on. */
  readonly loseAfter?: number;
}

/** Decodes in tiles, again and again on one device. */
export async function work(endings: readonly Ending[]): Promise<readonly Ended[]> {
  const { recorder, devices } = installRecordingGpu(adapterOf('nvidia'));
  const runtime = await createRuntime('webgpu', { assets: RUNTIME_URL });
  const [supir, sdxl] = Object.values(TINY_FILES);
  if (supir === undefined || sdxl === undefined) throw new Error('no files');
  const decode = async ({ cardBytes, cancelAfter, loseAfter }: Ending): Promise<string | null> => {
    const controller = new AbortController();
    const vae: Autoencoder = {
      runtime,
      sdxl,
      supir,
      config: TINY_CONFIG,
      tiling: { encoder: { tile: 64, padding: 32 }, decoder: { tile: 8, padding: 4 } },
      ...(cardBytes !== null && { cardBytes }),
      signal: controller.signal,
      onProgress(done) {
        if (done === cancelAfter) controller.abort();
        if (done === loseAfter) devices[0]?.lose('unplugged');
      },
    };
    try {
      await decodeLatent(vae, seededNoise(1).next([1, 4, 17, 20]));
      return null;
    } catch (error) {
      return String(error);
    }
  };
  const ended: Ended[] = [];
  await decode({ cardBytes: null, cancelAfter: null });
  await runtime.releaseWeights();
  const before = recorder.resident;
  for (const ending of endings) {
    recorder.restart();
    const thrown = await decode(ending);
    await runtime.releaseWeights();
    const { up, down } = countsOf([recorder.restart()]);
    const { liveTensors } = runtime.stats();
    ended.push({ thrown, up, down, liveTensors, left: recorder.resident - before });
  }
  await runtime.dispose();
  return ended;
}
