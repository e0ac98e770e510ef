import { requestAdapter } from '../../src/onnx/gpu';
import { startDawn } from './dawn';
import { deviationFigures } from './deviations';
import { microFigures } from './micro';
import { autoencoderFigures, stepFigures } from './network-stages';
import type { AdapterReport, Figure } from './report';
import type { Scene } from './scene';
import type { StageName } from './stages';
import { torchFigures } from './torch';

/** What a process of its own is asked for. */
export interface StageRequest extends Omit<Scene, 'dawn'> {
  readonly stage: StageName;
  /** The package `webgpu`, unpacked. */
  readonly dawn: string;
}

export type StageAnswer =
  | { readonly adapter: AdapterReport; readonly figures: readonly Figure[] }
  | { readonly failure: string };

const LAZY = { storageBufferCacheMode: 'lazyRelease' };

const WORK: Readonly<Record<StageName, (scene: Scene) => Promise<readonly Figure[]>>> = {
  info: () => Promise.resolve([]),
  q8: (scene) => stepFigures(scene, {}),
  deviations: deviationFigures,
  decode: (scene) => autoencoderFigures(scene, 'decode'),
  encode: (scene) => autoencoderFigures(scene, 'encode'),
  micro: microFigures,
  f16: (scene) => stepFigures(scene, { policy: 'f16' }),
  'lazy-release': (scene) => stepFigures(scene, { options: LAZY }),
  nchw: (scene) => stepFigures(scene, { options: { preferredLayout: 'NCHW' } }),
  'one-prompt': (scene) => stepFigures(scene, { batch: 1, options: LAZY }),
  torch: torchFigures,
  'no-f16': (scene) => stepFigures(scene, { shaderF16: false }),
  tiered: (scene) => stepFigures(scene, {}),
};

/** Runs one stage in this process, of which it must be the only one. */
export async function runStage({
  stage,
  dawn: folder,
  ...scene
}: StageRequest): Promise<StageAnswer> {
  try {
    const dawn = await startDawn(folder);
    const adapter = describe(await requestAdapter());
    return { adapter, figures: await WORK[stage]({ ...scene, dawn }) };
  } catch (error) {
    return { failure: reasonOf(error) };
  }
}

/** Of the limits those that decide how the networks are cut. */
const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupsPerDimension',
] as const;

function describe({ info, features, limits }: GPUAdapter): AdapterReport {
  const { vendor, architecture, device, description, isFallbackAdapter } = info;
  return {
    vendor,
    architecture,
    device,
    description,
    isSoftware:
      isFallbackAdapter ||
      /swiftshader|llvmpipe|lavapipe/i.test(`${architecture} ${device} ${description}`),
    subgroups: [info.subgroupMinSize ?? 0, info.subgroupMaxSize ?? 0],
    features: [...features].sort(),
    limits: Object.fromEntries(LIMITS.map((name) => [name, limits[name]])),
  };
}

/** The innermost cause, which is the device's own word. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause, message } = error;
  return cause === undefined ? message : `${message} (${reasonOf(cause)})`;
}
