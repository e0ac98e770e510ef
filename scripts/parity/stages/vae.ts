import { Graph } from '../../../src/onnx/graph';
import { sessionSource } from '../../../src/onnx/serialise';
import { membersOf } from '../../../src/networks/members';
import { FULL_PRECISION } from '../../../src/networks/policy';
import { attnBlock, resnetBlock } from '../../../src/networks/vae/blocks';
import { encoderGraph, type EncoderName } from '../../../src/networks/vae/graphs';
import { normaliseInPlace } from '../../../src/networks/vae/normalise';
import {
  decodeLatent,
  posteriorMode,
  posteriorSample,
  type Autoencoder,
} from '../../../src/restore/supir/autoencoder';
import { once } from '../../../src/restore/supir/conditioning';
import type { StageContext } from '../context';
import { asLatent, expectOutput, pictureOf } from '../tensors';

export async function runVae(context: StageContext): Promise<void> {
  const { set, file, runtime } = context;
  const { config } = set;
  const picture = pictureOf(file.dims('image_u8'), file.bytes('image_u8'));
  const [batch = 0, , height = 0, width = 0] = picture.dims;

  const encoded = async (name: EncoderName) => {
    const encoder = { file: name === 'encoder' ? set.sdxl : set.supir, name };
    const shape = { batch, height, width };
    const graph = encoderGraph(encoder, set.sdxl, config.vae, shape, runtime.features);
    const outputs = await once(runtime, sessionSource(graph), { image: picture });
    file.expect(`${name}.features`, expectOutput(outputs, 'features').data);
    const moments = expectOutput(outputs, 'moments');
    file.expect(`${name}.moments`, moments.data);
    return moments;
  };
  const noise = asLatent(file.floats('encoder.noise'));
  const sampled = posteriorSample(await encoded('encoder'), noise, config);
  file.expect('encoder.latent_sampled_scaled', sampled.data);
  const mode = posteriorMode(await encoded('denoise_encoder'), config);
  file.expect('denoise_encoder.latent_mode_scaled', mode.data);

  const vae: Autoencoder = { ...context, ...set, tiling: null, onProgress: () => undefined };
  file.expect('stage1.image', (await decodeLatent(vae, mode)).data);
  const latent = asLatent(file.floats('decoder.latent_scaled'));
  file.expect('decoder.image', (await decodeLatent(vae, latent)).data);
  await compareBlocks(context);
}

/** Single blocks on faint input, where a wrong epsilon shows. */
async function compareBlocks({ set, file, runtime }: StageContext): Promise<void> {
  const input = file.floats('faint.in');
  const graph = new Graph('vae-blocks', runtime.features);
  const x = graph.input('x', { dtype: 'float32', shape: input.dims });
  const mid = membersOf(graph, set.sdxl, FULL_PRECISION).at('first_stage_model.decoder.mid');
  const channels = input.dims[1] ?? 0;
  graph.output('block_1', resnetBlock(mid.at('block_1'), x, channels, normaliseInPlace));
  graph.output('attn_1', attnBlock(mid.at('attn_1'), x, normaliseInPlace));
  const outputs = await once(runtime, sessionSource(graph), { x: input });
  for (const name of ['block_1', 'attn_1']) {
    file.expect(`faint.decoder.mid.${name}`, expectOutput(outputs, name).data);
  }
}
