import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SUPIR } from '../../../src/restore/supir-config';
import { parseConfig } from '../../../src/restore/supir/config-file';
import { detectConfig } from '../../../src/restore/supir/detect-config';
import { textTowerSizes, unetSizes, vaeSizes } from '../../../src/restore/supir/header-sizes';
import { openSafetensors, type SafetensorsFile } from '../../../src/weights/safetensors';
import { bytesSource } from '../../../src/weights/byte-source';
import { lazyTensor } from '../../../src/weights/lazy-tensor';
import { codeOf } from '../../support/code-of';
import { manifestFile } from '../../weights/manifest-file';

const TINY = join(__dirname, '../../fixtures/supir-tiny');
const tiny = (name: string): SafetensorsFile =>
  openSafetensors(bytesSource(name, readFileSync(join(TINY, 'weights', name))));

const sdxl = manifestFile('sdxl-base.json');
const supir = manifestFile('supir-v0.json');
const tinySdxl = tiny('sdxl.f16.safetensors');
const tinySupir = tiny('supir.f16.safetensors');

/** `file` with one tensor in another shape, or without it. */
function changed(
  file: SafetensorsFile,
  name: string,
  shape: readonly number[] | null,
): SafetensorsFile {
  expect(file.tensors.has(name)).toBe(true);
  const tensors = new Map(file.tensors);
  if (shape === null) tensors.delete(name);
  else
    tensors.set(
      name,
      lazyTensor(name, 'F16', shape, () => new Uint8Array(0)),
    );
  return { ...file, tensors };
}

test('the published files have the published sizes', () => {
  expect(detectConfig(supir, sdxl)).toEqual(SUPIR);
});

function without<T extends object>(all: T, ...names: (keyof T & string)[]): Partial<T> {
  const kept = Object.entries(all).filter(([name]) => !names.includes(name as never));
  return Object.fromEntries(kept) as Partial<T>;
}

test('all that shows in the shapes of a smaller model is read', () => {
  const expected = parseConfig(readFileSync(join(TINY, 'config.json'), 'utf8'));
  const unet = without(expected.step.unet, 'outChannels', 'numHeadChannels');
  expect(unetSizes(tinySdxl, 'model.diffusion_model.')).toEqual(unet);
  expect(unetSizes(tinySupir, 'model.control_model.')).toEqual(unet);
  const vae = without(expected.vae, 'outChannels');
  expect(vaeSizes(tinySdxl, 'first_stage_model.encoder.')).toEqual(vae);
  expect(vaeSizes(tinySupir, 'first_stage_model.denoise_encoder.')).toEqual(vae);
  const clipL = without(expected.clipL, 'heads', 'layerIdx');
  const clipG = without(expected.clipG, 'heads', 'projectionDim');
  expect(textTowerSizes(tinySdxl)).toEqual({ clipL, clipG });
});

test('other sizes need a description, and two sizes do not go together', () => {
  expect(codeOf(() => detectConfig(tinySupir, tinySdxl))).toBe('model-config-needed');
  expect(codeOf(() => detectConfig(supir, tinySdxl))).toBe('models-do-not-fit');
  expect(codeOf(() => detectConfig(tinySupir, sdxl))).toBe('models-do-not-fit');
  expect(codeOf(() => detectConfig(sdxl, supir))).toBe('model-tensor-missing');
});

const UNET = 'model.diffusion_model';
const CLIP_G = 'conditioner.embedders.1.model';

test.each<[string, readonly number[]]>([
  [`${UNET}.out.2.weight`, [8, 320, 3, 3]],
  [`${CLIP_G}.token_embedding.weight`, [49409, 1280]],
  [`${CLIP_G}.positional_embedding`, [76, 1280]],
  [`${CLIP_G}.text_projection`, [1280, 1024]],
  [`${CLIP_G}.transformer.resblocks.0.mlp.c_fc.weight`, [4096, 1280]],
  ['conditioner.embedders.0.transformer.text_model.encoder.layers.0.mlp.fc1.weight', [3071, 768]],
  ['first_stage_model.decoder.conv_out.weight', [4, 128, 3, 3]],
])('another size of %s is noticed', (name, shape) => {
  expect(codeOf(() => detectConfig(supir, changed(sdxl, name, shape)))).toBe('model-config-needed');
});

test.each<[string, readonly number[] | null, string]>([
  [`${UNET}.input_blocks.0.0.weight`, null, 'model-tensor-missing'],
  [`${UNET}.input_blocks.0.0.weight`, [320, 4, 3], 'model-tensor-shape'],
  [`${UNET}.input_blocks.0.0.weight`, [0, 4, 3, 3], 'model-tensor-shape'],
  [`${UNET}.input_blocks.0.0.weight`, [320, 9, 3, 3], 'models-do-not-fit'],
  [`${UNET}.input_blocks.4.0.in_layers.2.weight`, [320, 320, 3, 3], 'model-tensor-shape'],
  [`${UNET}.input_blocks.6.0.op.weight`, null, 'model-tensor-missing'],
  [`${UNET}.label_emb.0.0.weight`, [1280, 2560], 'models-do-not-fit'],
  ['first_stage_model.encoder.conv_out.weight', [32, 512, 3, 3], 'models-do-not-fit'],
])('a damaged %s (%p) is named', (name, shape, code) => {
  expect(codeOf(() => detectConfig(supir, changed(sdxl, name, shape)))).toBe(code);
});
