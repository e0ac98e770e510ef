// In JavaScript: the types of TensorFlow.js bring WebGPU types of their own, older than the product's.
import * as tf from '@tensorflow/tfjs';
import { getThreadsCount, setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import slim2x from '@upscalerjs/esrgan-slim/2x';
import slim4x from '@upscalerjs/esrgan-slim/4x';
import Upscaler from 'upscaler';

const MODELS = { 2: slim2x, 4: slim4x };
const upscalers = new Map();

export async function startSlim(threads) {
  setWasmPaths('tfjs/');
  setThreadsCount(threads);
  if (!(await tf.setBackend('wasm'))) throw new Error('tfjs has no wasm backend here');
  await tf.ready();
  return getThreadsCount();
}

export async function loadSlim(scale) {
  const path = `slim/x${scale}/model.json`;
  const upscaler = upscalers.get(scale) ?? new Upscaler({ model: { ...MODELS[scale], path } });
  upscalers.set(scale, upscaler);
  await upscaler.ready;
}

export async function runSlim(scale, { width, height, data }) {
  const image = tf.tidy(() =>
    tf.tensor3d(data, [height, width, 4], 'int32').slice([0, 0, 0], [height, width, 3]),
  );
  const out = await upscalers.get(scale).upscale(image, { output: 'tensor' });
  const [outHeight, outWidth] = out.shape;
  const result = { width: outWidth, height: outHeight, data: await out.data() };
  tf.dispose([image, out]);
  return result;
}
