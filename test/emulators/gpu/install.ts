import type { AdapterDescription } from './adapters';
import { MAP_MODE, RecordedBuffer, USAGE } from './buffer';
import { RecordedDevice, RecordedInvalid, RecordedOutOfMemory } from './device';
import { DEFAULT_LIMITS, type Limits } from './limits';
import { Recorder } from './recording';

const WGSL_FEATURES = [
  'packed_4x8_integer_dot_product',
  'pointer_composite_access',
  'readonly_and_readwrite_storage_textures',
  'subgroup_id',
  'subgroup_uniformity',
  'unrestricted_pointer_parameters',
];

interface DeviceDescriptor {
  readonly requiredFeatures?: Iterable<string>;
  readonly requiredLimits?: Limits;
}

export interface RecordingGpu {
  readonly recorder: Recorder;
  /** In the order in which they were asked for. */
  readonly devices: readonly RecordedDevice[];
}

export interface RecordingGpuOptions {
  /** Beyond this a buffer is reported as one that found no memory. */
  readonly memoryBytes?: number;
}

/**
 * Puts a WebGPU that computes nothing in the place of `navigator.gpu`, for this process: it writes
 * down what it is asked for, and its buffers read as zeros. onnxruntime-web cannot tell it from a
 * real one, so networks of any size "run" in seconds (docs/webgpu-performance.md, section 11).
 */
export function installRecordingGpu(
  description: AdapterDescription,
  { memoryBytes = Infinity }: RecordingGpuOptions = {},
): RecordingGpu {
  const recorder = new Recorder();
  const devices: RecordedDevice[] = [];
  const adapter = recordedAdapter(description, (features, limits, info) => {
    const device = new RecordedDevice(recorder, features, limits, info, memoryBytes);
    devices.push(device);
    return device;
  });
  const gpu = {
    requestAdapter: () => Promise.resolve(adapter),
    getPreferredCanvasFormat: () => 'bgra8unorm',
    wgslLanguageFeatures: new Set(WGSL_FEATURES),
  };
  Object.defineProperty(globalThis, 'navigator', {
    value: { gpu, hardwareConcurrency: 1, userAgent: 'recorder' },
    configurable: true,
  });
  Object.assign(globalThis, {
    GPUBufferUsage: USAGE,
    GPUMapMode: MAP_MODE,
    GPUShaderStage: { VERTEX: 1, FRAGMENT: 2, COMPUTE: 4 },
    GPUDevice: RecordedDevice,
    GPUBuffer: RecordedBuffer,
    GPUOutOfMemoryError: RecordedOutOfMemory,
    GPUValidationError: RecordedInvalid,
    GPUInternalError: class extends Error {},
  });
  return { recorder, devices };
}

function recordedAdapter(
  { vendor, architecture, subgroups, shaderF16, limits }: AdapterDescription,
  makeDevice: (features: ReadonlySet<string>, limits: Limits, info: object) => RecordedDevice,
): object {
  const info = {
    vendor,
    architecture,
    device: '',
    description: '',
    subgroupMinSize: subgroups?.[0] ?? 4,
    subgroupMaxSize: subgroups?.[1] ?? 128,
    isFallbackAdapter: false,
    subgroupMatrixConfigs: [],
  };
  const features = new Set([
    'core-features-and-limits',
    ...(shaderF16 ? ['shader-f16'] : []),
    ...(subgroups === null ? [] : ['subgroups']),
  ]);
  return {
    info,
    limits,
    features,
    requestDevice({ requiredFeatures = [], requiredLimits = {} }: DeviceDescriptor = {}) {
      const wanted = [...requiredFeatures];
      const missing = wanted.filter((feature) => !features.has(feature));
      if (missing.length > 0) return Promise.reject(new TypeError(`no ${missing.join(', ')}`));
      const tooMuch = Object.entries(requiredLimits).find(
        ([name, value]) => value > (limits[name] ?? 0),
      );
      if (tooMuch) return Promise.reject(new Error(`no ${tooMuch.join(' ')}`));
      const granted = { ...DEFAULT_LIMITS, ...requiredLimits };
      const own = new Set(['core-features-and-limits', ...wanted]);
      return Promise.resolve(makeDevice(own, granted, info));
    },
  };
}
