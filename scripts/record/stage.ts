import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { probeDevices } from '../../src/onnx/probe';
import type { RuntimeConfig } from '../../src/onnx/runtime';
import type { DeviceLimits } from '../../src/restore/supir/supir-plan';
import { adapterOf } from '../../test/emulators/gpu/adapters';
import { installRecordingGpu, type RecordingGpu } from '../../test/emulators/gpu/install';
import { INSTALLED_RUNTIME, type RuntimeCopy } from '../lib/runtime-copy';
import { distOf, importRuntimeFrom } from '../lib/runtime-modules';
import type { RecordCase } from './cases';
import { installFileReader } from './published-files';
import { changeOptions } from './runtime-options';

/** What `createRuntime` takes for a copy of the runtime. */
export function runtimeConfig(copy: RuntimeCopy): RuntimeConfig {
  const assets = pathToFileURL(`${distOf(copy)}${path.sep}`).href;
  return { assets, features: copy.features };
}

/** The folder of the installed runtime's files, as `createRuntime` takes it. */
export const RUNTIME_URL = runtimeConfig(INSTALLED_RUNTIME).assets;

/** The device of a case in the place of `navigator.gpu`, and what else Node lacks. */
export async function setStage(wanted: RecordCase): Promise<RecordingGpu> {
  const { vendor, shaderF16, subgroups, options, runtime } = wanted;
  importRuntimeFrom(runtime);
  const missing = { shaderF16: !shaderF16, subgroups: !subgroups };
  const gpu = installRecordingGpu(adapterOf(vendor, missing));
  installFileReader();
  await changeOptions(options);
  return gpu;
}

/** What the plan knows of the device. */
export async function deviceLimits(): Promise<DeviceLimits> {
  const { webgpu, hostMemoryBytes } = await probeDevices();
  if (webgpu === null) throw new Error('the recording device is not there');
  const { maxBufferBytes, shaderF16 } = webgpu;
  return { kind: 'webgpu', maxBufferBytes, shaderF16, hostMemoryBytes };
}
