import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRuntime } from '../../src/onnx/runtime';
import type { Runtime } from '../../src/onnx/session';

/** The folder that holds the runtime's files, as a URL. */
export const NODE_ASSETS = pathToFileURL(
  dirname(createRequire(__filename).resolve('onnxruntime-web')) + sep,
).href;

/** A wasm runtime in Node; the number of threads is fixed by the first one of a process. */
export function createNodeRuntime(): Promise<Runtime> {
  return createRuntime('wasm', { assets: NODE_ASSETS, threads: 2 });
}
