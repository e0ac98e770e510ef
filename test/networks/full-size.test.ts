import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLIP_L, clipGraph } from '../../src/networks/clip/clip-l';
import { OPEN_CLIP_G, openClipGraph } from '../../src/networks/clip/open-clip-g';
import { SDXL_UNET } from '../../src/networks/unet/unet-config';
import { SUPIR_ADAPTERS } from '../../src/networks/unet/light-glv-unet';
import { restorationStepGraph } from '../../src/networks/restoration-step';
import { SDXL_VAE } from '../../src/networks/vae/vae-config';
import { decoderGraph, encoderGraph } from '../../src/networks/vae/graphs';
import type { WeightPolicy } from '../../src/networks/policy';
import type { Tap } from '../../src/networks/tap';
import { byteLength } from '../../src/onnx/dtype';
import { RUNTIME_FEATURES } from '../../src/onnx/runtime-features';
import { sessionSource } from '../../src/onnx/serialise';
import { manifestFile } from '../weights/manifest-file';

const MANIFESTS = join(__dirname, '../fixtures/manifests');

interface Cost {
  /** Billions of multiply-adds, to one digit behind the point. */
  readonly gmac?: number;
  /** Twice as many, in 10^12. */
  readonly tflop: number;
}

const FLOPS = JSON.parse(readFileSync(join(MANIFESTS, 'flops.json'), 'utf8')) as Record<
  string,
  Cost
>;

const sdxl = manifestFile('sdxl-base.json');
const supir = manifestFile('supir-v0.json');
const STEP = { unet: SDXL_UNET, adapters: SUPIR_ADAPTERS, contextLength: 77 };
const MIXED: WeightPolicy = { floats: 'mixed', linear: 'float' };

const stepGraph = (pixels: number, policy: WeightPolicy, batch = 1, tap?: Tap) =>
  restorationStepGraph(
    sdxl,
    supir,
    STEP,
    { batch, height: pixels / 8, width: pixels / 8 },
    policy,
    RUNTIME_FEATURES,
    tap,
  );

/** Multiply-adds of a step's two networks: the control branch is written down before the UNet. */
function stepParts(pixels: number, policy = MIXED): { control: number; unet: number } {
  let control = 0;
  const { multiplyAdds } = stepGraph(pixels, policy, 1, (name, { graph }) => {
    if (name === 'control.9') control = graph.multiplyAdds;
  });
  return { control, unet: multiplyAdds - control };
}

const square = (side: number) => ({ batch: 1, height: side, width: side });

/** Multiply-adds of our graphs for what flops.json names. */
const COUNTED: readonly (readonly [RegExp, (pixels: number) => number])[] = [
  [/^control_(\d+)_batch1$/, (pixels) => stepParts(pixels).control],
  [/^unet_with_adapters_(\d+)_batch1$/, (pixels) => stepParts(pixels).unet],
  [/^one_guided_step_(\d+) \(batch 2/, (pixels) => stepGraph(pixels, MIXED, 2).multiplyAdds],
  [
    /^vae_encoder_(\d+)$/,
    (pixels) =>
      encoderGraph({ file: sdxl, name: 'encoder' }, sdxl, SDXL_VAE, square(pixels)).multiplyAdds,
  ],
  [
    /^vae_decoder_(\d+)$/,
    (pixels) => decoderGraph(sdxl, SDXL_VAE, square(pixels / 8)).multiplyAdds,
  ],
  [
    /^clip_l_batch1$/,
    // Counted there with its twelfth layer, of which nothing is read (docs/supir.md, section 4).
    () => (clipGraph(sdxl, CLIP_L, 1, MIXED).multiplyAdds / 11) * 12,
  ],
  [/^open_clip_g_batch1$/, () => openClipGraph(sdxl, OPEN_CLIP_G, 1, MIXED).multiplyAdds],
];

describe('what flops.json counts', () => {
  test.each(Object.entries(FLOPS))('%s', (name, { gmac, tflop }) => {
    const expected = gmac === undefined ? (tflop * 1e12) / 2 : gmac * 1e9;
    const counts = COUNTED.flatMap(([pattern, count]) => {
      const size = pattern.exec(name);
      return size === null ? [] : [count(Number(size[1]))];
    });
    expect(counts).toHaveLength(1);
    expect(Math.abs((counts[0] ?? NaN) / expected - 1)).toBeLessThan(0.02);
  });

  test.each(['q8', 'q4'] as const)('linear layers as %s cost the same', (linear) => {
    expect(stepParts(1024, { ...MIXED, linear })).toEqual(stepParts(1024));
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
  expect(model('wasm').byteLength).toBeLessThan(8e6);
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
  // docs/supir.md, section 16: 4.6 GB.
  const bytes = graph.parameters.reduce((sum, type) => sum + byteLength(type), 0);
  expect(bytes / 4.6e9).toBeCloseTo(1, 1);
});
