import { Graph } from '../onnx/graph';
import { RUNTIME_FEATURES, type RuntimeFeatures } from '../onnx/runtime-features';
import type { SafetensorsFile } from '../weights/safetensors';
import { controlBranch } from './unet/control-branch';
import { membersOf } from './members';
import type { WeightPolicy } from './policy';
import { NO_TAP, tapAt, type Tap } from './tap';
import type { UNetConfig } from './unet/unet-config';
import { lightGlvUNet, type AdapterConfig } from './unet/light-glv-unet';

/** The graph's name. */
export const STEP_NETWORK = 'supir-step';

export interface RestorationStepConfig {
  readonly unet: UNetConfig;
  readonly adapters: AdapterConfig;
  /** Number of tokens of the text context. */
  readonly contextLength: number;
}

export interface StepShape {
  /** Number of samples: two for each picture under guidance. */
  readonly batch: number;
  /** Latent rows and columns, multiples of 4. */
  readonly height: number;
  readonly width: number;
  /** As `Graph` has it. */
  readonly multiplyAddsAtOnce?: number;
}

/**
 * One denoising step as one graph (docs/supir.md, sections 6 to 8): control branch, adapters and
 * UNet, so that the control tensors never leave the device. Inputs, all float32: `x` and `hint` [n, 4, h, w], `time` [n,
 * modelChannels], `context` [n, tokens, contextDim], `vector` [n, admInChannels], `control_scale`
 * [1]. Output `eps` [n, 4, h, w], float32.
 */
export function restorationStepGraph(
  sdxl: SafetensorsFile,
  supir: SafetensorsFile,
  config: RestorationStepConfig,
  shape: StepShape,
  policy: WeightPolicy,
  features: RuntimeFeatures = RUNTIME_FEATURES,
  tap: Tap = NO_TAP,
): Graph {
  const { batch, height, width, multiplyAddsAtOnce } = shape;
  const graph = new Graph(STEP_NETWORK, features, multiplyAddsAtOnce);
  const { unet } = config;
  const input = (name: string, dims: readonly number[]) =>
    graph.input(name, { dtype: 'float32', shape: dims });
  const latent = [batch, unet.inChannels, height, width];
  const base = membersOf(graph, sdxl, policy).at('model');
  const context = input('context', [batch, config.contextLength, unet.contextDim]);
  const inputs = {
    x: input('x', latent),
    time: input('time', [batch, unet.modelChannels]),
    // Once for all blocks.
    context: base.narrowed(context),
    vector: input('vector', [batch, unet.admInChannels]),
  };
  const hint = input('hint', latent);
  const scale = input('control_scale', [1]);

  const restorer = membersOf(graph, supir, policy).at('model');
  const controlMembers = restorer.at('control_model');
  const control = controlBranch(controlMembers, unet, inputs, hint, tapAt(tap, 'control.'));
  control.forEach((value, index) => tap(`control.${index}`, value));
  const adapters = restorer.at('diffusion_model').at('project_modules');
  const eps = lightGlvUNet(
    base.at('diffusion_model'),
    unet,
    inputs,
    { control, scale, adapters, config: config.adapters },
    tapAt(tap, 'unet.'),
  );
  graph.output('eps', eps);
  return graph;
}
