import * as tf from '@tensorflow/tfjs';
import { getThreadsCount, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import slim2x from '@upscalerjs/esrgan-slim/2x';
import slim4x from '@upscalerjs/esrgan-slim/4x';
import Upscaler from 'upscaler';
import { fetchPixels, textOf, type Enlarged, type PictureFile } from './pixels';

const MODELS = { 2: slim2x, 4: slim4x };
export type SlimScale = keyof typeof MODELS;

const upscalers = new Map<SlimScale, InstanceType<typeof Upscaler>>();

/** Before anything else. Gives the threads that really run. */
export async function startSlim(threads: number): Promise<number> {
  setWasmPaths('tfjs/');
  setThreadsCount(threads);
  if (!(await tf.setBackend('wasm'))) throw new Error('tfjs has no wasm backend here');
  await tf.ready();
  return getThreadsCount();
}

export interface SlimJob extends PictureFile {
  readonly scale: SlimScale;
}

export async function slimEnlarge(job: SlimJob): Promise<Enlarged> {
  const upscaler = upscalerFor(job.scale);
  await upscaler.ready;
  const rgba = await fetchPixels(job);
  const from = performance.now();
  const size: [number, number, number] = [job.height, job.width, 4];
  const image = tf.tidy(() =>
    tf
      .tensor3d(new Uint8Array(rgba.buffer), size, 'int32')
      .slice([0, 0, 0], [job.height, job.width, 3]),
  );
  const out = await upscaler.upscale(image, { output: 'tensor' });
  const data = Uint8ClampedArray.from(await out.data());
  const ms = performance.now() - from;
  const [height, width] = out.shape;
  tf.dispose([image, out]);
  return { ms, width, height, pixels: textOf(data), channels: 3 };
}

function upscalerFor(scale: SlimScale): InstanceType<typeof Upscaler> {
  const made =
    upscalers.get(scale) ??
    new Upscaler({ model: { ...MODELS[scale], path: `slim/x${scale}/model.json` } });
  upscalers.set(scale, made);
  return made;
}
