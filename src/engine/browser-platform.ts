import packageJson from '../../package.json';
import { probeDevices } from '../onnx/probe';
import { createRuntime } from '../onnx/runtime';
import type { EngineConfig } from './engine-config';
import { openModelFile } from '../weights/model-file';
import { fetchMerges, fetchWeights, heldWeights, mergesFrom } from './load-weights';
import type { Platform } from './platform';

/** The browser's own devices, and the files beside the page. URLs must be absolute. */
export function browserPlatform(config: EngineConfig): Platform {
  const { modelUrl, mergesUrl, runtimeUrl, bytes, threads } = config;
  const runtimeConfig = {
    assets: runtimeUrl,
    ...(bytes && { files: bytes.runtime }),
    ...(threads === undefined ? {} : { threads }),
  };
  return {
    async probe() {
      const found = await probeDevices();
      return {
        ...found,
        wasmThreads: threads ?? found.wasmThreads,
        runtime: `onnxruntime-web ${packageJson.dependencies['onnxruntime-web']}`,
      };
    },
    createRuntime: (kind) => createRuntime(kind, runtimeConfig),
    loadWeights: async (options) =>
      bytes === undefined
        ? await fetchWeights(modelUrl, options)
        : heldWeights(modelUrl, bytes.model, options),
    loadMerges: async (signal) =>
      bytes === undefined ? await fetchMerges(mergesUrl, signal) : mergesFrom(bytes.merges),
    openModel: openModelFile,
  };
}
