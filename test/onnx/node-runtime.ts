import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRuntime } from '../../src/onnx/runtime';
import type { Runtime } from '../../src/onnx/session';

/** The folder that holds the runtime's files, as a URL. */
const NODE_ASSETS = pathToFileURL(
  dirname(createRequire(__filename).resolve('onnxruntime-web')) + sep,
).href;

/**
 * A wasm runtime in Node. On one thread: several wait for each other when the machine is busy with
 * other tests. Their number is fixed by the first runtime of a process, which many test files share.
 */
export function createNodeRuntime({ threads = 1 } = {}): Promise<Runtime> {
  return createRuntime('wasm', { assets: NODE_ASSETS, threads });
}
