import { buildSrvgg, SRVGG_MODEL } from '../../src/networks/srvgg/network';
import { createRuntime } from '../../src/onnx/runtime';
import type { Runtime, Tensor } from '../../src/onnx/session';
import { decodeLatent, encodeMoments, type Autoencoder } from '../../src/restore/supir/autoencoder';
import { encodeTexts, type Conditioning } from '../../src/restore/supir/conditioning';
import { openNetworks, type Networks } from '../../src/restore/supir/networks';
import { planSupir, type SupirPlan } from '../../src/restore/supir/plan';
import { PRESETS } from '../../src/restore/supir/presets';
import { sampleLatent } from '../../src/restore/supir/sampling';
import { vaeDownscale } from '../../src/networks/vae/config';
import type { Latent } from '../../src/sampling/latent';
import { seededNoise } from '../../src/sampling/noise';
import { openModelFile } from '../../src/weights/open-model-file';
import type { SafetensorsFile } from '../../src/weights/safetensors';
import { lazyTensor, type LazyTensor } from '../../src/weights/tensor';
import type { RecordCase, Subject } from './cases';
import { publishedFiles, type ReadCount } from './published-files';
import { publishedRequest } from './request';
import { deviceLimits, RUNTIME_URL } from './stage';
import type { Watch } from './watched-runtime';

/** The first run of a session compiles, the second finds buffers of another size; the third is like all later ones. */
const RUNS = 3;

interface Player {
  readonly wanted: RecordCase;
  readonly runtime: Runtime;
  readonly networks: Networks;
  readonly plan: SupirPlan;
}

type Play = (player: Player) => Promise<unknown>;

const PLAYS: Readonly<Record<Exclude<Subject, 'picture'>, Play>> = {
  step: ({ wanted, runtime, networks, plan }) => {
    const { guided, unguided } = {
      guided: PRESETS.quality.full,
      unguided: { cfgStart: 1, cfgEnd: 1 },
    };
    const latent = zeroLatent(wanted, networks);
    return sampleLatent({
      ...networks,
      ...plan,
      runtime,
      // What the case says, whatever would fit.
      promptsTogether: true,
      settings: {
        ...guided,
        ...(wanted.batch === 1 ? unguided : {}),
        steps: RUNS,
        seed: 1,
        samplerTiles: null,
      },
      cond: () => zeroConditioning(networks),
      uncond: zeroConditioning(networks),
      control: latent,
      center: latent,
      start: latent,
      noise: seededNoise(1),
      signal: NEVER,
      onStep: () => undefined,
    });
  },
  clean: (player) => encodeMoments(autoencoder(player), 'denoise_encoder', zeroPicture(player)),
  encode: (player) => encodeMoments(autoencoder(player), 'encoder', zeroPicture(player)),
  decode: (player) => decodeLatent(autoencoder(player), zeroLatent(player.wanted, player.networks)),
  towers: ({ runtime, networks, plan }) => {
    const { sdxl, config } = networks;
    const texts = [1, 2].map(() => [...emptyText(config.step.contextLength)]);
    return encodeTexts(runtime, sdxl, config, { clipL: texts, clipG: texts }, plan.policy, NEVER);
  },
  fast: async ({ wanted, runtime }) => {
    const { width, height } = wanted;
    const session = await runtime.createSession(buildSrvgg(zeroSrvgg(), 4, { width, height }));
    const image = zeros([1, SRVGG_MODEL.colours, height, width]);
    for (let run = 0; run < RUNS; run++) await session.run({ image });
    await session.dispose();
  },
};

/** Runs one network of the published size as the panel runs it. */
export async function playNetwork(
  wanted: RecordCase,
  subject: keyof typeof PLAYS,
  watch: Watch,
  reads: ReadCount,
): Promise<void> {
  const request = publishedRequest(wanted, publishedFiles(reads));
  const networks = openNetworks(request, { openModel: openModelFile });
  const { width, height } = wanted;
  const limits = await deviceLimits();
  const plan = planSupir({
    restorer: request,
    context: { width, height },
    scale: 1,
    limits,
    ...networks,
  });
  const runtime = await createRuntime('webgpu', { assets: RUNTIME_URL });
  watch.finish();
  await PLAYS[subject]({ wanted, runtime: watch.watch(runtime), networks, plan });
  watch.finish();
  await runtime.dispose();
}

const NEVER = new AbortController().signal;

function autoencoder({ runtime, networks, plan }: Player): Autoencoder {
  return {
    ...networks,
    runtime,
    tiling: plan.vaeTiling,
    cardBytes: plan.cardBytes,
    signal: NEVER,
    onProgress: () => undefined,
  };
}

function zeros(dims: readonly number[]): Tensor {
  return { dims, data: new Float32Array(dims.reduce((product, size) => product * size, 1)) };
}

function zeroPicture({ wanted: { width, height } }: Player): Tensor {
  return zeros([1, 3, height, width]);
}

function zeroLatent({ width, height }: RecordCase, { config }: Networks): Latent {
  const cell = vaeDownscale(config.vae);
  const dims = [1, config.vae.zChannels, height / cell, width / cell] as const;
  return { ...zeros(dims), dims };
}

function zeroConditioning({ config: { step } }: Networks): Conditioning {
  return {
    crossattn: zeros([1, step.contextLength, step.unet.contextDim]),
    vector: zeros([1, step.unet.admInChannels]),
  };
}

/** Nothing but end marks: the largest id ends a text. */
function emptyText(length: number): readonly number[] {
  return new Array<number>(length).fill(1);
}

/** The embedded network's tensors, all zero. */
function zeroSrvgg(): SafetensorsFile {
  const { name, layers, features, colours, head } = SRVGG_MODEL;
  const convs = Array.from({ length: layers + 1 }, (_, layer): [string, number[]][] => {
    const inputs = layer === 0 ? colours : features;
    const outputs = layer === layers ? colours * head * head : features;
    return [
      [`body.${2 * layer}.weight`, [outputs, inputs, 3, 3]],
      [`body.${2 * layer}.bias`, [outputs]],
      ...(layer === layers
        ? []
        : [[`body.${2 * layer + 1}.weight`, [features]] as [string, number[]]]),
    ];
  });
  const tensors = convs
    .flat()
    .map(([tensor, shape]): [string, LazyTensor] => [
      tensor,
      lazyTensor(tensor, 'F32', shape, (_offset, length) => new Uint8Array(length)),
    ]);
  return { name, key: name, metadata: {}, tensors: new Map(tensors) };
}
