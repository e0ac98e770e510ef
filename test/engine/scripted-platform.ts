import type { DeviceKind } from '../../src/core/events';
import type { EngineReport } from '../../src/engine/engine';
import type { Platform } from '../../src/engine/platform';
import type { SafetensorsFile } from '../../src/weights/safetensors';
import { openModelFile } from '../../src/weights/model-file';
import { readMerges } from '../../scripts/parity/merges';
import { embeddedWeights } from '../restore/node-device';
import { scriptedRuntime, type Script, type ScriptedRuntime } from './scripted-runtime';

export const REAL_ADAPTER = {
  vendor: 'vendor',
  architecture: 'arch',
  description: 'a real adapter',
  isFallbackAdapter: false,
  shaderF16: true,
  maxBufferBytes: 2 ** 30,
};

let weights: SafetensorsFile | null = null;

export interface ScriptedPlatform extends Platform {
  /** All runtimes that were made, in order. */
  readonly runtimes: readonly ScriptedRuntime[];
  readonly loads: number;
}

export interface PlatformScript {
  /** The adapter that is there now. */
  readonly webgpu?: EngineReport['webgpu'];
  /** Thrown instead of a runtime on this device; null: it starts. */
  readonly refuses?: (kind: DeviceKind) => Error | null;
  /** For the n-th runtime. */
  readonly runtime?: (index: number, kind: DeviceKind) => Script;
}

export function scriptedPlatform(script: PlatformScript = {}): ScriptedPlatform {
  const runtimes: ScriptedRuntime[] = [];
  let loads = 0;
  return {
    runtimes,
    get loads() {
      return loads;
    },
    probe() {
      const { webgpu = null } = script;
      return Promise.resolve({
        webgpu,
        webgpuReason: webgpu === null ? 'scripted' : null,
        wasmThreads: 1,
        hostMemoryBytes: null,
        crossOriginIsolated: false,
        runtime: 'scripted',
      });
    },
    createRuntime(kind) {
      const refusal = script.refuses?.(kind) ?? null;
      if (refusal !== null) return Promise.reject(refusal);
      const runtime = scriptedRuntime(kind, script.runtime?.(runtimes.length, kind));
      runtimes.push(runtime);
      return Promise.resolve(runtime);
    },
    loadMerges: () => Promise.resolve(readMerges()),
    openModel: openModelFile,
    loadWeights({ onLoad }) {
      loads++;
      onLoad(5, 10);
      onLoad(10, 10);
      return Promise.resolve((weights ??= embeddedWeights()));
    },
  };
}
