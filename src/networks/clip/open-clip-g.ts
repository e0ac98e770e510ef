import { Graph, type Value } from '../../onnx/graph';
import { gelu } from '../../onnx/ops/activation';
import { attention } from '../../onnx/ops/attention';
import { add } from '../../onnx/ops/elementwise';
import { gatherRows, reshape, split } from '../../onnx/ops/shape';
import { matmul } from '../../onnx/ops/linear';
import type { Tensor } from '../../onnx/session';
import type { SafetensorsFile } from '../../weights/safetensors';
import { tokensInput, type TextTowerConfig } from './clip-l';
import { tokenRows } from './token-rows';
import { norm } from '../layers/norm';
import { addTo, normed } from '../layers/residual';
import { membersOf, storedTensor, type Members } from '../members';
import type { WeightPolicy } from '../policy';

/** OpenCLIP ViT-bigG. */
export const OPEN_CLIP_G: TextTowerConfig & { readonly projectionDim: number } = {
  vocabSize: 49408,
  contextLength: 77,
  width: 1280,
  layers: 32,
  heads: 20,
  mlp: 5120,
  projectionDim: 1280,
};

/** The network's name. */
export const OPEN_CLIP_G_NETWORK = 'open-clip-g';

/**
 * OpenCLIP bigG's text model (docs/supir.md, section 4). Inputs: `tokens`
 * [n, 77, width] from `openClipTokens`, and `end_rows` [n] int64, the row of each end token among
 * all n · 77. Outputs:
 * `penultimate` and `last` [n, 77, width] before and after the last layer, without the final
 * norm; `pooled` [n, projectionDim].
 */
export function openClipGraph(
  sdxl: SafetensorsFile,
  config: typeof OPEN_CLIP_G,
  batch: number,
  policy: WeightPolicy,
): Graph {
  const graph = new Graph(OPEN_CLIP_G_NETWORK);
  const { contextLength, width } = config;
  const tokens = tokensInput(graph, config, batch);
  const endRows = graph.input('end_rows', { dtype: 'int64', shape: [batch] });
  const model = membersOf(graph, sdxl, policy).at('conditioner.embedders.1.model');
  let x = add(tokens, model.value('positional_embedding', [contextLength, width]));
  for (let i = 0; i < config.layers; i++) {
    if (i === config.layers - 1) graph.output('penultimate', x);
    x = layer(model.at('transformer.resblocks').at(String(i)), x, config);
  }
  graph.output('last', x);
  const rows = reshape(norm(model.at('ln_final'), x), [batch * contextLength, width]);
  const ends = gatherRows(rows, endRows);
  const projection = model.weight('text_projection', [width, config.projectionDim], ends);
  graph.output('pooled', matmul(ends, projection));
  return graph;
}

/** The embeddings of token ids [n][77], read from the file. */
export function openClipTokens(
  sdxl: SafetensorsFile,
  { vocabSize, width }: TextTowerConfig,
  ids: readonly (readonly number[])[],
): Tensor {
  const name = 'conditioner.embedders.1.model.token_embedding.weight';
  return tokenRows(storedTensor(sdxl, name, [vocabSize, width]), ids);
}

function layer(members: Members, x: Value, config: TextTowerConfig): Value {
  const { width, heads } = config;
  const attn = members.at('attn');
  // in_proj stacks q, k and v.
  const stacked = attn.linear(normed(members, 'ln_1', x), 3 * width, {
    weight: 'in_proj_weight',
    bias: 'in_proj_bias',
  });
  const [q, k, v] = split(stacked, 3, stacked.shape.length - 1) as [Value, Value, Value];
  const attended = attn.at('out_proj').linear(attention(q, k, v, heads, true), width);
  const h = addTo(x, attended);
  const mlp = members.at('mlp');
  const inner = gelu(mlp.at('c_fc').linear(normed(members, 'ln_2', h), config.mlp));
  return addTo(h, mlp.at('c_proj').linear(inner, width));
}
