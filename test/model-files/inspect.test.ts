import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspectModelFile } from '../../src/model-files/inspect';
import type { ModelFile } from '../../src/weights/model-file';
import { readManifest, type ManifestEntry } from '../weights/manifest-file';
import { bytesFile, modelFile, named, type Tensors } from './model-bytes';
import { refusal } from './refusal';

const SDXL = readManifest('sdxl-base.json');
const SUPIR = readManifest('supir-v0.json');
const SIGNAL = new AbortController().signal;

const inspect = (file: ModelFile) => inspectModelFile(file, SIGNAL);
const codeFor = async (tensors: Tensors, metadata?: Record<string, string>): Promise<string> =>
  (await refusal(modelFile('chosen.safetensors', tensors, metadata))).code;

/** `tensors` with some changed; null takes one away. */
function mapped(
  tensors: Tensors,
  change: (name: string, entry: ManifestEntry) => readonly [string, ManifestEntry] | null,
): Tensors {
  return Object.fromEntries(
    Object.entries(tensors).flatMap(([name, entry]) => {
      const changed = change(name, entry);
      return changed === null ? [] : [changed];
    }),
  );
}
const without = (tensors: Tensors, pattern: RegExp): Tensors =>
  mapped(tensors, (name, entry) => (pattern.test(name) ? null : [name, entry]));
const only = (tensors: Tensors, pattern: RegExp): Tensors =>
  mapped(tensors, (name, entry) => (pattern.test(name) ? [name, entry] : null));
const typed = (tensors: Tensors, dtype: ManifestEntry['dtype'], pattern = /./): Tensors =>
  mapped(tensors, (name, entry) => [name, pattern.test(name) ? { ...entry, dtype } : entry]);
const renamed = (tensors: Tensors, from: RegExp, to: string): Tensors =>
  mapped(tensors, (name, entry) => [name.replace(from, to), entry]);

const matrices = (tensors: Tensors): Tensors =>
  mapped(tensors, (name, entry) => [
    name,
    /mid\.attn_1\.(?!norm).*weight/.test(name)
      ? { ...entry, shape: entry.shape.slice(0, 2) }
      : entry,
  ]);
const newerNames = (tensors: Tensors): Tensors =>
  renamed(
    renamed(tensors, /(mid\.attn_1\.)([qkv])(?=\.)/, '$1to_$2'),
    /(mid\.attn_1\.)proj_out(?=\.)/,
    '$1to_out.0',
  );

describe('the published files', () => {
  it('are known by their headers', async () => {
    const supir = await inspect(modelFile('SUPIR-v0Q_fp16.safetensors', SUPIR));
    expect(supir).toMatchObject({
      role: 'supir',
      variant: 'Q',
      types: ['F16'],
      isPublishedSize: true,
      name: 'SUPIR-v0Q_fp16.safetensors',
    });
    expect(supir.byteLength).toBeGreaterThan(2_664_000_000);
    expect(await inspect(modelFile('sd_xl_base_1.0.safetensors', SDXL))).toMatchObject({
      role: 'sdxl',
      isLightning: false,
      types: ['F16'],
      isPublishedSize: true,
    });
  });

  const ema = renamed(only(SDXL, /^model\.diffusion_model\.out/), /^model/, 'model_ema');
  it.each<[string, Tensors, string[]]>([
    ['without position ids and logit scale', without(SDXL, /position_ids|logit_scale/), ['F16']],
    ['with position ids as floats', typed(SDXL, 'F32', /position_ids/), ['F16']],
    ['in 32 bits', typed(SDXL, 'F32'), ['F32']],
    ['with a VAE in 32 bits', typed(SDXL, 'F32', /^first_stage/), ['F16', 'F32']],
    ['in brain floats and others', typed(SDXL, 'BF16', /^model/), ['BF16', 'F16']],
    ['in 64 bits', typed(SDXL, 'F64', /^conditioner/), ['F64', 'F16']],
    ['with a UNet in 8-bit floats', typed(SDXL, 'F8_E4M3', /^model/), ['F8_E4M3', 'F16']],
    ['with attention weights as matrices', matrices(SDXL), ['F16']],
    ['with newer names in its VAE', newerNames(SDXL), ['F16']],
    ['with newer names in its VAE, as matrices', matrices(newerNames(SDXL)), ['F16']],
    ['with averages', { ...SDXL, ...ema }, ['F16']],
    ['with tensors that nobody knows', { ...SDXL, ...named(['denoiser.sigmas']) }, ['F16']],
  ])('an SDXL checkpoint %s is one', async (_, tensors, types) => {
    const description = await inspect(modelFile('model.safetensors', tensors));
    expect(description).toMatchObject({ role: 'sdxl', types, isPublishedSize: true });
  });

  it.each<[string, Tensors]>([
    ['in 32 bits', typed(SUPIR, 'F32')],
    ['with newer names in its encoder', newerNames(SUPIR)],
    ['with its mask', { ...SUPIR, ...named(['model.control_model.mask_LQ'], [1, 4, 64, 64]) }],
    [
      'without outer prefixes',
      renamed(SUPIR, /^(model\.(diffusion_model\.)?|first_stage_model\.)/, ''),
    ],
  ])('a SUPIR file %s is one', async (_, tensors) => {
    const description = await inspect(modelFile('model.safetensors', tensors));
    expect(description).toMatchObject({ role: 'supir', variant: null, isPublishedSize: true });
  });

  it('of another size are known, too', async () => {
    const folder = join(__dirname, '../fixtures/supir-tiny/weights');
    const tiny = (name: string): Promise<unknown> =>
      inspect(bytesFile(name, readFileSync(join(folder, name))));
    expect(await tiny('supir.f32.safetensors')).toMatchObject({
      role: 'supir',
      types: ['F32'],
      isPublishedSize: false,
    });
    expect(await tiny('sdxl.f16.safetensors')).toMatchObject({
      role: 'sdxl',
      types: ['F16'],
      isPublishedSize: false,
    });
  });
});

const UNET = only(SDXL, /^model\.diffusion_model\./);
const context = (width: number): Tensors =>
  mapped(UNET, (name, entry) => [
    name,
    /attn2\.to_[kv]/.test(name) ? { ...entry, shape: [entry.shape[0]!, width] } : entry,
  ]);
const inChannels = (channels: number): Tensors =>
  mapped(SDXL, (name, entry) => [
    name,
    name === 'model.diffusion_model.input_blocks.0.0.weight'
      ? { ...entry, shape: [320, channels, 3, 3] }
      : entry,
  ]);
const SD1 = { ...context(768), ...named(['cond_stage_model.transformer.text_model.x.weight']) };
const SD2 = { ...context(1024), ...named(['cond_stage_model.model.transformer.resblocks.0.x']) };

test.each<[string, Tensors, string]>([
  ['Stable Diffusion 1.5', SD1, 'model-is-sd1'],
  ['a pruned Stable Diffusion 1.5', without(context(768), /label_emb/), 'model-is-sd1'],
  ['Stable Diffusion 2.1', SD2, 'model-is-sd2'],
  [
    'the refiner',
    { ...context(1280), ...named(['conditioner.embedders.0.model.ln_final.weight']) },
    'model-is-sdxl-refiner',
  ],
  ['SDXL for inpainting', inChannels(9), 'model-is-inpainting'],
  ['SDXL for editing', inChannels(8), 'model-is-inpainting'],
  ['SDXL with a v_pred mark', { ...SDXL, ...named(['v_pred'], [0]) }, 'model-is-v-prediction'],
  [
    'a ControlNet',
    named(['control_model.zero_convs.0.0.weight', 'control_model.input_blocks.0.0.weight']),
    'model-is-controlnet',
  ],
  [
    'a ControlNet of diffusers',
    named(['controlnet_cond_embedding.conv_in.weight', 'down_blocks.0.resnets.0.norm1.weight']),
    'model-is-controlnet',
  ],
  [
    'an IP adapter',
    named(['image_proj.proj.weight', 'ip_adapter.1.to_k_ip.weight']),
    'model-is-controlnet',
  ],
  [
    'a UNet of diffusers',
    named(['down_blocks.0.resnets.0.conv1.weight', 'mid_block.resnets.0.norm1.weight']),
    'model-is-diffusers',
  ],
  [
    'a VAE of diffusers',
    named(['encoder.down_blocks.0.resnets.0.conv1.weight', 'quant_conv.weight']),
    'model-is-diffusers',
  ],
  [
    'the VAE alone',
    renamed(only(SDXL, /^first_stage/), /^first_stage_model\./, ''),
    'model-is-vae',
  ],
  ['the VAE with its prefix', only(SDXL, /^first_stage/), 'model-is-vae'],
  ['the text encoders alone', only(SDXL, /^conditioner/), 'model-is-text-encoder'],
  [
    'CLIP-L alone',
    renamed(only(SDXL, /embedders\.0/), /^conditioner\.embedders\.0\.transformer\./, ''),
    'model-is-text-encoder',
  ],
  [
    'T5 alone',
    named(['encoder.block.0.layer.0.SelfAttention.q.weight', 'shared.weight']),
    'model-is-text-encoder',
  ],
  ['an embedding', named(['clip_g', 'clip_l'], [4, 1280]), 'model-is-embedding'],
  ['an old embedding', named(['emb_params'], [4, 768]), 'model-is-embedding'],
  ['the UNet alone', UNET, 'model-is-unet-only'],
  ['the UNet without prefix', renamed(UNET, /^model\.diffusion_model\./, ''), 'model-is-unet-only'],
  ['SDXL without a VAE', without(SDXL, /^first_stage/), 'model-is-unet-only'],
  ['SDXL without CLIP-L', without(SDXL, /embedders\.0/), 'model-is-unet-only'],
  ['Flux', named(['double_blocks.0.img_attn.qkv.weight', 'single_blocks.0.x']), 'model-is-flux'],
  [
    'Flux in one file',
    named(['model.diffusion_model.double_blocks.0.img_mlp.0.weight', 'vae.decoder.up.0.x']),
    'model-is-flux',
  ],
  [
    'Stable Diffusion 3',
    named(['model.diffusion_model.joint_blocks.0.x_block.attn.qkv.weight']),
    'model-is-sd3',
  ],
  ['ESRGAN', named(['model.0.weight', 'model.1.sub.0.RDB1.conv1.0.weight']), 'model-is-upscaler'],
  ['the embedded upscaler', named(['body.0.weight', 'body.1.weight']), 'model-is-upscaler'],
  ['SDXL in whole numbers', typed(SDXL, 'I8', /^model.*to_q/), 'model-is-quantised'],
  [
    'SDXL in four bits',
    { ...typed(SDXL, 'U8', /to_k/), ...named(['model.x.weight.absmax']) },
    'model-is-quantised',
  ],
  [
    'SDXL in scaled 8-bit floats',
    { ...typed(SDXL, 'F8_E4M3', /^model/), ...named(['scaled_fp8'], [0]) },
    'model-is-quantised',
  ],
  ['something else', named(['embeddings.word.weight', 'head']), 'model-unknown'],
  ['nothing', {}, 'model-unknown'],
])('%s is refused by name', async (_, tensors, code) => {
  expect(await codeFor(tensors)).toBe(code);
});

test('metadata tell a v-prediction model', async () => {
  const spec = { 'modelspec.prediction_type': 'v' };
  expect(await codeFor(SDXL, spec)).toBe('model-is-v-prediction');
  const file = modelFile('m.safetensors', SDXL, { 'modelspec.prediction_type': 'epsilon' });
  expect(await inspect(file)).toMatchObject({ role: 'sdxl' });
});

test('what is missing is counted, and the first is named', async () => {
  const sdxl = await refusal(modelFile('m', without(SDXL, /middle_block\.1\.proj_out/)));
  expect([sdxl.code, sdxl.details]).toEqual([
    'model-incomplete',
    { file: 'm', tensor: 'model.diffusion_model.middle_block.1.proj_out.weight', missing: 2 },
  ]);
  expect(`${sdxl.message} ${sdxl.hint}`).not.toMatch(/removed|lacks/);
  const supir = await refusal(modelFile('m', without(SUPIR, /denoise_encoder/)));
  expect([supir.code, supir.details['missing']]).toEqual(['model-incomplete', 106]);
  const control = await refusal(modelFile('m', only(SUPIR, /control_model/)));
  expect([control.code, control.details['missing']]).toEqual(['model-incomplete', 224]);
  const shape = mapped(SUPIR, (name, entry) => [
    name,
    name.endsWith('zero_conv.bias') ? { ...entry, shape: [7] } : entry,
  ]);
  expect(await codeFor(shape)).toBe('model-tensor-shape');
});

test.each([
  ['an SDXL checkpoint', SDXL, 'model.diffusion_model.input_blocks.4.0.skip_connection.weight'],
  ['an SDXL checkpoint', SDXL, 'first_stage_model.decoder.up.0.block.0.nin_shortcut.weight'],
  ['an SDXL checkpoint', SDXL, 'first_stage_model.post_quant_conv.weight'],
  ['a SUPIR file', SUPIR, 'model.diffusion_model.project_modules.0.zero_conv.weight'],
])(
  '%s with a convolution as a matrix that no network reads, case %#',
  async (_, tensors, tensor) => {
    const flat = mapped(tensors, (name, entry) => [
      name,
      name === tensor ? { ...entry, shape: entry.shape.slice(0, 2) } : entry,
    ]);
    const { code, details } = await refusal(modelFile('m', flat));
    expect([code, details['tensor']]).toEqual(['model-tensor-shape', tensor]);
  },
);

test('names that become one are refused', async () => {
  const twice = {
    ...SUPIR,
    'control_model.time_embed.0.bias': { shape: [4], dtype: 'F16' } as const,
  };
  expect(await codeFor(twice)).toBe('model-names-collide');
});

test('names that nobody knows are called that, and no part is said to be gone', async () => {
  const odd = renamed(SDXL, /(decoder\.mid\.attn_1\.)q/, '$1queries');
  const { code, message, hint } = await refusal(modelFile('m', odd));
  expect(code).toBe('model-incomplete');
  expect(message).toContain('not found under their published names');
  expect(message).toContain('"first_stage_model.decoder.mid.attn_1.q.weight"');
  expect(hint).toMatch(/may be incomplete, or have other names/);
});

test('what a checkpoint does not hold is told by the name that was looked for', async () => {
  const { message, details } = await refusal(modelFile('m', without(SDXL, /embedders\.0/)));
  expect(details['part']).toBe('conditioner.embedders.0');
  expect(message).toContain('nothing is named “conditioner.embedders.0”');
  const channels = await refusal(modelFile('m', inChannels(8)));
  expect(channels.message).toContain('takes 8 channels instead of 4');
});
