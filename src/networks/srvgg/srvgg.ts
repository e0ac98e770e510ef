import type { Size } from '../../core/geometry';
import { Graph, type Value } from '../../onnx/graph';
import { conv } from '../../onnx/ops/convolution';
import { add, clip, prelu } from '../../onnx/ops/elementwise';
import { pixelShuffle, resizeNearest } from '../../onnx/ops/layout';
import { sessionSource } from '../../onnx/serialise';
import type { SessionSource } from '../../onnx/session';
import type { SafetensorsFile } from '../../weights/safetensors';
import { membersOf, parameterOf, type Members } from '../members';
import { FULL_PRECISION } from '../policy';
import { floatUpload } from '../uploads';
import { averageFilters } from './average-filters';

/**
 * Real-ESRGAN's `realesr-general-x4v3` (arXiv 2107.10833; docs/embedded-models.md, section 1):
 * SRVGGNetCompact, a plain stack of 3 × 3 convolutions.
 */
export const SRVGG_MODEL = {
  name: 'realesr-general-x4v3',
  file: 'realesr-general-x4v3.safetensors',
  colours: 3,
  features: 64,
  /** Layers of convolution and PReLU before the last convolution. */
  layers: 33,
  /** Output ÷ input size of the trained head; the smaller heads are derived from it. */
  head: 4,
  parameters: 1_213_296,
  /** Input pixels around an output pixel that it depends on: one for each convolution. */
  receptiveRadius: 34,
} as const;

export const SRVGG_HEADS = [1, 2, 4] as const;
/** Output ÷ input size. */
export type SrvggHead = (typeof SRVGG_HEADS)[number];

const { colours, features, layers, head: trainedHead } = SRVGG_MODEL;

/**
 * The network for inputs of exactly `size`: shapes are static, so every size of tile is a session
 * of its own. Input `image` [1, 3, h, w], output `restored` [1, 3, h·head, w·head], RGB, both 0…1
 * in 32-bit floats; the output is clipped to that range. Borrows `weights` until the session is
 * created.
 *
 * @throws ModelError `model-tensor-missing` or `model-tensor-shape`
 */
export function buildSrvgg(weights: SafetensorsFile, head: SrvggHead, size: Size): SessionSource {
  return sessionSource(srvggGraph(weights, head, size));
}

/** What `buildSrvgg` serialises. */
export function srvggGraph(weights: SafetensorsFile, head: SrvggHead, size: Size): Graph {
  const graph = new Graph(`${SRVGG_MODEL.name}-${head}x`);
  const body = membersOf(graph, weights, FULL_PRECISION).at('body');
  const image = graph.input('image', {
    dtype: 'float32',
    shape: [1, colours, size.height, size.width],
  });

  let x = image;
  for (let layer = 0; layer < layers; layer++) {
    x = conv3(body.at(`${2 * layer}`), x, features);
    x = prelu(x, body.at(`${2 * layer + 1}`).value('weight', [features], [features, 1, 1]));
  }
  x = lastConv(body.at(`${2 * layers}`), x, head);
  // The network learns what nearest-neighbour enlargement lacks.
  const restored =
    head === 1 ? add(x, image) : add(pixelShuffle(x, head), resizeNearest(image, head));
  graph.output('restored', clip(restored, 0, 1));
  return graph;
}

function conv3(layer: Members, x: Value, outputs: number): Value {
  const inputs = x.shape[1] ?? 0;
  return conv(x, layer.value('weight', [outputs, inputs, 3, 3]), layer.value('bias', [outputs]), {
    padding: 1,
  });
}

function lastConv(layer: Members, x: Value, head: SrvggHead): Value {
  const outputs = colours * trainedHead * trainedHead;
  if (head === trainedHead) return conv3(layer, x, outputs);
  const averaged = (name: string, shape: readonly number[]): Value => {
    const tensor = averageFilters(layer.stored(name, shape), colours, trainedHead, head);
    return parameterOf(x.graph, tensor, floatUpload(tensor, 'F32'));
  };
  return conv(x, averaged('weight', [outputs, features, 3, 3]), averaged('bias', [outputs]), {
    padding: 1,
  });
}
