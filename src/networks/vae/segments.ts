import { Graph, type Value } from '../../onnx/graph';
import { silu } from '../../onnx/ops/activation';
import { CHANNELS_FIRST, CHANNELS_LAST } from '../../onnx/ops/layout';
import { groupNormWith, groupStatistics } from '../../onnx/ops/norm';
import { transpose } from '../../onnx/ops/shape';
import type { SafetensorsFile } from '../../weights/safetensors';
import { conv1 } from '../layers/conv';
import { GROUPS } from '../layers/norm';
import { membersOf } from '../members';
import { FULL_PRECISION } from '../policy';
import type { VaeConfig } from './vae-config';
import { decode } from './decoder';
import { encode } from './encoder';
import type { EncoderName, VaeShape } from './graphs';
import type { Normalise } from './normalise';

/**
 * The part of the autoencoder from one group norm to the next (docs/supir.md, section 11). Inputs are called `state.0`,
 * `state.1`, …, outputs `next.0`, `next.1`, …: `0` is the value to be normalised, the others are
 * what is still needed; between two segments they are [n, h, w, c]. A segment after the first also takes `mean` and `reciprocal` [n, 32, 1],
 * with which it normalises; one before the last also gives `next.mean` and `next.variance`.
 */
export interface VaeSegment {
  readonly graph: Graph;
  /** Places of a channel of the final `state.0`: the weight of this tile's statistics. */
  readonly places: number;
}

/**
 * The encoder for one tile, in segments: first `state.0` is the picture [n, 3, h, w], `next.0` the
 * features [n, 8, h/8, w/8] (without `quant_conv`).
 */
export function encoderSegments(
  encoder: { readonly file: SafetensorsFile; readonly name: EncoderName },
  config: VaeConfig,
  { batch, height, width, multiplyAddsAtOnce }: VaeShape,
): readonly VaeSegment[] {
  const cutter = createCutter(`vae-${encoder.name}`, multiplyAddsAtOnce);
  const image = cutter.start([batch, config.inChannels, height, width]);
  const members = membersOf(cutter.current, encoder.file, FULL_PRECISION);
  const encoderMembers = members.at('first_stage_model').at(encoder.name);
  return cutter.end(encode(encoderMembers, config, image, cutter.normalise));
}

/** The decoder for one tile: first `state.0` is the latent (not scaled), last the picture. */
export function decoderSegments(
  sdxl: SafetensorsFile,
  config: VaeConfig,
  { batch, height, width, multiplyAddsAtOnce }: VaeShape,
): readonly VaeSegment[] {
  const cutter = createCutter('vae-decoder', multiplyAddsAtOnce);
  const latent = cutter.start([batch, config.zChannels, height, width]);
  const members = membersOf(cutter.current, sdxl, FULL_PRECISION).at('first_stage_model');
  const z = conv1(members.at('post_quant_conv'), latent, config.zChannels);
  return cutter.end(decode(members.at('decoder'), config, z, cutter.normalise));
}

interface Cutter {
  readonly current: () => Graph;
  readonly normalise: Normalise;
  start(shape: readonly number[]): Value;
  end(last: Value): readonly VaeSegment[];
}

/**
 * Starts a new graph at every norm; values still needed leave the old one and enter the new. They
 * travel as convolutions lie in memory on WebGPU, so that they are not turned round on their way.
 */
function createCutter(name: string, multiplyAddsAtOnce: number | undefined): Cutter {
  const segments: VaeSegment[] = [];
  let graph = new Graph(`${name}-0`, undefined, multiplyAddsAtOnce);
  const finish = (state: readonly Value[]): void => {
    const [, , height = 0, width = 0] = state[0]?.shape ?? [];
    segments.push({ graph, places: height * width });
  };
  return {
    current: () => graph,
    start: (shape) => graph.input('state.0', { dtype: 'float32', shape }),
    normalise(layer, x, carried, activation = null) {
      // A residual block carries the very value that it normalises: it travels once.
      const state = [...new Set([x, ...carried])];
      const { mean, variance } = groupStatistics(x, GROUPS);
      graph.output('next.mean', mean);
      graph.output('next.variance', variance);
      const left = state.map((value) => transpose(value, CHANNELS_LAST));
      left.forEach((value, index) => graph.outputForNext(`next.${index}`, value));
      finish(state);
      graph = new Graph(`${name}-${segments.length}`, undefined, multiplyAddsAtOnce);
      const entered = left.map((value, index) =>
        transpose(graph.input(`state.${index}`, value), CHANNELS_FIRST),
      );
      const enter = (value: Value): Value => entered[state.indexOf(value)] as Value;
      const channels = x.shape[1] ?? 0;
      const member = (part: string): Value => layer.value(part, [channels], [channels, 1, 1]);
      const normalised = groupNormWith(
        enter(x),
        graph.input('mean', mean),
        graph.input('reciprocal', variance),
        member('weight'),
        member('bias'),
      );
      const active = activation === null ? normalised : silu(normalised);
      return [active, ...carried.map(enter)];
    },
    end(last) {
      graph.output('next.0', last);
      finish([last]);
      return segments;
    },
  };
}
