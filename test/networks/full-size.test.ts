import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLIP_L, clipGraph } from '../../src/networks/clip/network';
import { OPEN_CLIP_G, openClipGraph } from '../../src/networks/open-clip/network';
import { SDXL_UNET } from '../../src/networks/unet/config';
import { SUPIR_ADAPTERS } from '../../src/networks/unet/network';
import { restorationStepGraph } from '../../src/networks/unet/restoration-step';
import { SDXL_VAE } from '../../src/networks/vae/config';
import { decoderGraph, encoderGraph } from '../../src/networks/vae/graphs';
import type { WeightPolicy } from '../../src/networks/policy';
import { byteLength } from '../../src/onnx/dtype';
import { sessionSource } from '../../src/onnx/serialise';
import { manifestFile } from '../weights/manifest-file';

const MANIFESTS = join(__dirname, '../fixtures/manifests');

interface Cost {
  readonly gmac: number;
}

const FLOPS = JSON.parse(readFileSync(join(MANIFESTS, 'flops.json'), 'utf8')) as Record<
  string,
  Cost
>;
const gmac = (name: string): number => FLOPS[name]!.gmac * 1e9;

const sdxl = manifestFile('sdxl-base.json');
const supir = manifestFile('supir-v0.json');
const STEP = { unet: SDXL_UNET, adapters: SUPIR_ADAPTERS, contextLength: 77 };
const MIXED: WeightPolicy = { floats: 'mixed', linear: 'float' };

const stepGraph = (pixels: number, policy: WeightPolicy) =>
  restorationStepGraph(
    sdxl,
    supir,
    STEP,
    { batch: 1, height: pixels / 8, width: pixels / 8 },
    policy,
  );

describe.each([512, 1024])('the full-size networks at %i²', (pixels) => {
  it.each(['float', 'q8', 'q4'] as const)(
    'cost what they should, linear layers as %s',
    (linear) => {
      const expected =
        gmac(`control_${pixels}_batch1`) + gmac(`unet_with_adapters_${pixels}_batch1`);
      const { multiplyAdds } = stepGraph(pixels, { ...MIXED, linear });
      expect(Math.abs(multiplyAdds / expected - 1)).toBeLessThan(0.02);
    },
  );

  it('encode and decode at the expected cost', () => {
    const encoder = { file: sdxl, name: 'encoder' as const };
    const shape = { batch: 1, height: pixels, width: pixels };
    const cells = { batch: 1, height: pixels / 8, width: pixels / 8 };
    const encoding = encoderGraph(encoder, sdxl, SDXL_VAE, shape).multiplyAdds;
    const decoding = decoderGraph(sdxl, SDXL_VAE, cells).multiplyAdds;
    expect(Math.abs(encoding / gmac(`vae_encoder_${pixels}`) - 1)).toBeLessThan(0.02);
    expect(Math.abs(decoding / gmac(`vae_decoder_${pixels}`) - 1)).toBeLessThan(0.02);
  });
});

test('every tensor that SUPIR needs is taken once by exactly one network', () => {
  const shape = { batch: 1, height: 64, width: 64 };
  const graphs = [
    stepGraph(512, MIXED),
    encoderGraph({ file: sdxl, name: 'encoder' }, sdxl, SDXL_VAE, shape),
    decoderGraph(sdxl, SDXL_VAE, shape),
    clipGraph(sdxl, CLIP_L, 1, MIXED),
    openClipGraph(sdxl, OPEN_CLIP_G, 1, MIXED),
  ];
  const denoise = encoderGraph({ file: supir, name: 'denoise_encoder' }, sdxl, SDXL_VAE, shape);
  const own = denoise.parameters.filter(({ name }) => name.includes('denoise_encoder'));
  const tables = [...sdxl.tensors.keys()].filter((name) => /token_embedding/.test(name));
  expect(tables).toHaveLength(2);
  const weights = [...graphs.flatMap((graph) => graph.parameters), ...own].map(({ name }) => name);
  // Of the token tables only the rows of a prompt are looked up.
  const taken = [...weights, ...tables];
  expect(new Set(taken).size).toBe(taken.length);
  const unused = [...sdxl.tensors.keys(), ...supir.tensors.keys()].filter(
    (name) => !taken.includes(name),
  );
  // CLIP-L stops before its last layer and its final norm.
  const never = /position_ids|logit_scale|text_model\.encoder\.layers\.11\.|final_layer_norm/;
  expect(unused.filter((name) => !never.test(name))).toEqual([]);
  expect(taken).toHaveLength(3529);
});

test('the graph of a whole step stays small', () => {
  const { model } = sessionSource(stepGraph(1024, { ...MIXED, linear: 'q8' }));
  expect(model.byteLength).toBeLessThan(8e6);
});

test('nearly all weights of linear layers are quantised where the policy says so', () => {
  const { parameters } = stepGraph(512, { ...MIXED, linear: 'q8' });
  const sizes = (chosen: typeof parameters): number =>
    chosen.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
  const quantised = sizes(parameters.filter(({ dtype }) => dtype === 'uint8'));
  const floats = parameters.filter(({ dtype, shape }) => dtype !== 'uint8' && shape.length === 2);
  expect(quantised / (quantised + sizes(floats))).toBeGreaterThan(0.97);
  const kept = /time_embed|label_emb|emb_layers|proj_in|proj_out|project_modules/;
  expect(floats.filter(({ name }) => !kept.test(name))).toEqual([]);
});

test('mixed: convolutions and norms compute in 32 bits, transformers in 16, weights wait in 16', () => {
  const graph = stepGraph(512, { ...MIXED, linear: 'q8' });
  const typesOf = (op: string): ReadonlySet<string | undefined> =>
    new Set(graph.nodes.filter((node) => node.op === op).map(({ inputs }) => inputs[0]?.dtype));
  for (const op of ['Conv', 'InstanceNormalization', 'LayerNormalization']) {
    expect([op, ...typesOf(op)]).toEqual([op, 'float32']);
  }
  for (const op of ['MultiHeadAttention', 'MatMulNBits', 'Gelu']) {
    expect([op, ...typesOf(op)]).toEqual([op, 'float16']);
  }
  const wide = graph.parameters.filter(
    ({ dtype, shape }) => dtype === 'float32' && shape.filter((size) => size > 1).length > 1,
  );
  expect(wide).toEqual([]);
  // reference/supir-architecture.md, section 17: 4.6 GB.
  const bytes = graph.parameters.reduce((sum, type) => sum + byteLength(type), 0);
  expect(bytes / 4.6e9).toBeCloseTo(1, 1);
});
