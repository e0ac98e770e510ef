import { Graph, type Value } from '../../onnx/graph';
import { quickGelu } from '../../onnx/ops/activation';
import { attention } from '../../onnx/ops/attention';
import { add } from '../../onnx/ops/elementwise';
import type { Tensor } from '../../onnx/session';
import type { SafetensorsFile } from '../../weights/safetensors';
import { addTo, normed } from '../layers/residual';
import { membersOf, storedTensor, type Members } from '../members';
import type { WeightPolicy } from '../policy';
import { NO_TAP, type Tap } from '../tap';
import { tokenRows } from './token-rows';

/** Sizes of a CLIP text tower. */
export interface TextTowerConfig {
  readonly vocabSize: number;
  readonly contextLength: number;
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  readonly mlp: number;
}

/** CLIP ViT-L as SDXL uses it: 11 of its 12 layers run. */
export const CLIP_L: TextTowerConfig & { readonly layerIdx: number } = {
  vocabSize: 49408,
  contextLength: 77,
  width: 768,
  layers: 12,
  heads: 12,
  mlp: 3072,
  layerIdx: 11,
};

/** The network's name. */
export const CLIP_L_NETWORK = 'clip-l';

/**
 * CLIP-L's text model (docs/supir.md, section 4). Input `tokens` [n, 77, width]
 * from `clipTokens`; output `hidden` [n, 77, width] after `layerIdx` layers, without the final norm.
 */
export function clipGraph(
  sdxl: SafetensorsFile,
  config: typeof CLIP_L,
  batch: number,
  policy: WeightPolicy,
  tap: Tap = NO_TAP,
): Graph {
  const graph = new Graph(CLIP_L_NETWORK);
  const tokens = tokensInput(graph, config, batch);
  const model = membersOf(graph, sdxl, policy)
    .at('conditioner.embedders.0.transformer')
    .at('text_model');
  const embeddings = model.at('embeddings');
  let x = add(
    tokens,
    embeddings.at('position_embedding').value('weight', [config.contextLength, config.width]),
  );
  tap('hidden_states.0', x);
  for (let i = 0; i < config.layerIdx; i++) {
    x = layer(model.at('encoder.layers').at(String(i)), x, config);
    tap(`hidden_states.${i + 1}`, x);
  }
  graph.output('hidden', x);
  return graph;
}

/** The embedded tokens. */
export function tokensInput(
  graph: Graph,
  { contextLength, width }: TextTowerConfig,
  batch: number,
): Value {
  return graph.input('tokens', { dtype: 'float32', shape: [batch, contextLength, width] });
}

/** The embeddings of token ids [n][77], read from the file. */
export function clipTokens(
  sdxl: SafetensorsFile,
  { vocabSize, width }: TextTowerConfig,
  ids: readonly (readonly number[])[],
): Tensor {
  const name = 'conditioner.embedders.0.transformer.text_model.embeddings.token_embedding.weight';
  return tokenRows(storedTensor(sdxl, name, [vocabSize, width]), ids);
}

function layer(members: Members, x: Value, config: TextTowerConfig): Value {
  const attn = members.at('self_attn');
  const own = normed(members, 'layer_norm1', x);
  const project = (name: string): Value => attn.at(name).linear(own, config.width);
  const attended = attention(
    project('q_proj'),
    project('k_proj'),
    project('v_proj'),
    config.heads,
    true,
  );
  const h = addTo(x, attn.at('out_proj').linear(attended, config.width));
  const mlp = members.at('mlp');
  const inner = quickGelu(mlp.at('fc1').linear(normed(members, 'layer_norm2', h), config.mlp));
  return addTo(h, mlp.at('fc2').linear(inner, config.width));
}
