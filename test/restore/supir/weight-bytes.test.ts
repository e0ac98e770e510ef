import { floatsOf, weightBytes } from '../../../src/restore/supir/weight-bytes';
import { lazyTensor, type LazyTensor } from '../../../src/weights/lazy-tensor';
import type { SafetensorsFile } from '../../../src/weights/safetensors';

function file(shapes: Readonly<Record<string, readonly number[]>>): SafetensorsFile {
  const tensors = Object.entries(shapes).map(([name, shape]): [string, LazyTensor] => [
    name,
    lazyTensor(name, 'F16', shape, (_offset, length) => new Uint8Array(length)),
  ]);
  return { name: 'file', key: 'file', metadata: {}, tensors: new Map(tensors) };
}

const BLOCK = 'model.diffusion_model.input_blocks.4.1.transformer_blocks.0';
const FLOATS = floatsOf(
  file({
    [`${BLOCK}.attn1.to_q.weight`]: [64, 32],
    [`${BLOCK}.norm1.weight`]: [32],
    'model.diffusion_model.time_embed.0.weight': [64, 32],
    'first_stage_model.decoder.conv_in.weight': [8, 4, 3, 3],
    'conditioner.embedders.0.transformer.text_model.embeddings.token_embedding.weight': [500, 8],
    'conditioner.embedders.0.transformer.text_model.encoder.layers.0.mlp.fc1.weight': [16, 8],
    'model_ema.decay': [1],
  }),
  file({
    'model.control_model.input_blocks.4.1.transformer_blocks.0.attn1.to_q.weight': [64, 32],
    'first_stage_model.denoise_encoder.conv_in.weight': [8, 3, 3, 3],
  }),
);

test('of both files, by what becomes of them', () => {
  expect(FLOATS).toEqual({
    step: { matrices: 4 * 2 * 64 * 32, others: 4 * (32 + 64 * 32) },
    autoencoder: 4 * (8 * 4 * 9 + 8 * 3 * 9),
    texts: 4 * 16 * 8,
  });
});

test.each([
  ['f32', 'full', 4],
  ['f16', 'mixed', 2],
  // A scale for 32 numbers, in the floats that the device computes with.
  ['q8', 'mixed', 1 + 2 / 32],
  ['q8', 'full', 1 + 4 / 32],
  ['q4', 'mixed', 0.5 + 2 / 32],
  ['q4', 'full', 0.5 + 4 / 32],
] as const)('%s, %s: %d bytes a number of a matrix', (weights, floats, bytes) => {
  const float = floats === 'mixed' ? 2 : 4;
  const { step, autoencoder, texts } = weightBytes(FLOATS, weights, floats);
  expect(step).toBe(2 * 64 * 32 * bytes + (32 + 64 * 32) * float);
  expect(autoencoder).toBe(FLOATS.autoencoder);
  expect(texts).toBe(16 * 8 * float);
});
