import { noWebGpu } from './failure';

/** Limits that the runtime's kernels can use beyond the defaults that every adapter grants. */
const WANTED_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeWorkgroupsPerDimension',
] as const;

const LEAST_SUBGROUP = 16;

const WANTED_FEATURES = ['shader-f16', 'subgroups'] as const;

/**
 * The graphics adapter of this machine.
 * @throws DeviceError `no-webgpu`; `details.reason` says which step gave nothing
 */
export async function requestAdapter(): Promise<GPUAdapter> {
  // Absent in insecure contexts and older browsers, whatever the typings say.
  const gpu = (globalThis.navigator as { gpu?: GPU } | undefined)?.gpu;
  if (gpu === undefined) throw noWebGpu('the browser does not offer WebGPU to this page');
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) throw noWebGpu('the browser found no graphics adapter it can use');
  return adapter;
}

/** A device with the adapter's own limits: the defaults are too small for real networks. */
export async function requestDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  const features = WANTED_FEATURES.filter((name) => adapter.features.has(name));
  try {
    return await adapter.requestDevice({
      requiredFeatures: features.filter((name) => name !== 'subgroups' || hasWideGroups(adapter)),
      requiredLimits: Object.fromEntries(WANTED_LIMITS.map((name) => [name, adapter.limits[name]])),
    });
  } catch (cause) {
    throw noWebGpu('the graphics adapter gave no device', cause);
  }
}

/**
 * Whether the subgroups are wide enough: in those of four or eight the runtime's fused attention is
 * wrong from 32 rows on (measured on software adapters; some graphics cards may take eight). On a
 * device without subgroups it takes another fused kernel, which is right.
 */
function hasWideGroups({ info }: GPUAdapter): boolean {
  return !info.isFallbackAdapter && (info.subgroupMinSize ?? 0) >= LEAST_SUBGROUP;
}

/** The adapter's name, as far as the browser reveals it. */
export function adapterLabel({ info }: GPUAdapter): string {
  const parts = [info.vendor, info.architecture].filter((part) => part !== '');
  return [info.description, info.device, parts.join(' ')].find((text) => text !== '') ?? 'WebGPU';
}
