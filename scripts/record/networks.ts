import type { SupirRestorer } from '../../src/restore/request';
import type { SupirConfig } from '../../src/restore/supir-config';
import { restorationStepGraph } from '../../src/networks/restoration-step';
import { buildSrvgg, SRVGG_MODEL } from '../../src/networks/srvgg/srvgg';
import { createRuntime } from '../../src/onnx/runtime';
import type { Runtime, Tensor } from '../../src/onnx/session';
import { decodeLatent, encodeMoments, type Autoencoder } from '../../src/restore/supir/autoencoder';
import { encodeTexts, type Conditioning } from '../../src/restore/supir/conditioning';
import { openNetworks, type Networks } from '../../src/restore/supir/open-networks';
import { createStepSession } from '../../src/restore/supir/step-session';
import { planSupir } from '../../src/restore/supir/supir-plan';
import type { SupirPlan } from '../../src/restore/supir/plan';
import { PRESETS } from '../../src/restore/supir/presets';
import { sampleLatent } from '../../src/restore/supir/sample-latent';
import { vaeDownscale } from '../../src/networks/vae/vae-config';
import type { Latent } from '../../src/sampling/latent';
import { seededNoise } from '../../src/sampling/noise';
import { openModelFile } from '../../src/weights/model-file';
import type { SafetensorsFile } from '../../src/weights/safetensors';
import { elementCount } from '../../src/core/tensor';
import { lazyTensor, type LazyTensor } from '../../src/weights/lazy-tensor';
import type { RecordCase, Subject } from './cases';
import { publishedFiles, type ReadCount } from './published-files';
import { cardOf, publishedRequest } from './request';
import { deviceLimits, runtimeConfig } from './stage';
import type { Watch } from './watched-runtime';

/** A network of the published size on a device, ready to run as the panel runs it. */
export interface Player {
  readonly wanted: RecordCase;
  readonly runtime: Runtime;
  readonly networks: Networks;
  readonly plan: SupirPlan;
  readonly numbers: Numbers;
  /** Runs of a session that a restoration runs again and again. */
  readonly repeats: number;
}

/** What goes into networks: pictures, latents, what becomes of texts. */
export type Numbers = (dims: readonly number[]) => Tensor;

export interface Props extends Pick<Player, 'numbers' | 'repeats'>, Pick<SupirRestorer, 'files'> {
  /** Sizes that are not the published ones. */
  readonly config?: SupirConfig;
}

/** The case's network and plan on the device that `navigator.gpu` gives. */
export async function openPlayer(wanted: RecordCase, props: Props): Promise<Player> {
  const request = publishedRequest(wanted, props.files, props.config);
  const networks = openNetworks(request, { openModel: openModelFile });
  const { width, height } = wanted;
  const limits = await deviceLimits();
  const plan = planSupir({
    restorer: request,
    context: { width, height },
    scale: 1,
    memory: cardOf(wanted),
    limits: { ...limits, shaderF16: limits.shaderF16 && wanted.shaderF16 },
    ...networks,
  });
  const runtime = await createRuntime('webgpu', runtimeConfig(wanted.runtime));
  return { ...props, wanted, runtime, networks, plan };
}

type Play = (player: Player) => Promise<unknown>;

export type PlayedSubject = Exclude<Subject, 'picture'>;

/** Each runs one network by the product's own functions. */
export const PLAYS: Readonly<Record<PlayedSubject, Play>> = {
  step: (player) => {
    const { wanted, runtime, networks, plan, repeats } = player;
    const { guided, unguided } = {
      guided: PRESETS.quality.full,
      unguided: { cfgStart: 1, cfgEnd: 1 },
    };
    const latent = latentOf(player);
    return sampleLatent({
      ...networks,
      ...plan,
      runtime,
      // What the case says, whatever would fit.
      promptsTogether: true,
      settings: {
        ...guided,
        ...(wanted.batch === 1 ? unguided : {}),
        steps: repeats,
        seed: 1,
        samplerTiles: null,
      },
      cond: () => conditioning(player),
      uncond: conditioning(player),
      control: latent,
      center: latent,
      start: latent,
      noise: seededNoise(1),
      signal: NEVER,
      onStep: () => undefined,
    });
  },
  clean: (player) => encodeMoments(autoencoder(player), 'denoise_encoder', pictureOf(player)),
  encode: (player) => encodeMoments(autoencoder(player), 'encoder', pictureOf(player)),
  decode: (player) => decodeLatent(autoencoder(player), latentOf(player)),
  towers: ({ runtime, networks, plan }) => {
    const { sdxl, config } = networks;
    const texts = [1, 2].map(() => [...emptyText(config.step.contextLength)]);
    return encodeTexts(runtime, sdxl, config, { clipL: texts, clipG: texts }, plan.policy, NEVER);
  },
  fast: async ({ wanted, runtime, numbers, repeats }) => {
    const { width, height } = wanted;
    const session = await runtime.createSession(buildSrvgg(zeroSrvgg(), 4, { width, height }));
    const image = numbers([1, SRVGG_MODEL.colours, height, width]);
    for (let run = 0; run < repeats; run++) await session.run({ image });
    await session.dispose();
  },
};

/** The first run of a session compiles, the second finds buffers of another size; the third is like all later ones. */
const RUNS = 3;

/** Records one network of the published size. */
export async function playNetwork(
  wanted: RecordCase,
  subject: PlayedSubject,
  watch: Watch,
  reads: ReadCount,
): Promise<void> {
  const files = publishedFiles(reads);
  const player = await openPlayer(wanted, { files, numbers: zeroTensor, repeats: RUNS });
  watch.finish();
  const runtime = watch.watch(player.runtime);
  if (wanted.beside) await loadStep({ ...player, runtime });
  watch.enter(subject);
  await PLAYS[subject]({ ...player, runtime });
  watch.finish();
  await player.runtime.dispose();
}

/** Its weights stay on the device when the session is gone. */
async function loadStep({ runtime, networks, plan }: Player): Promise<void> {
  const { sdxl, supir, config } = networks;
  const least = { batch: 1, height: 8, width: 8 };
  const graph = restorationStepGraph(sdxl, supir, config.step, least, plan.policy);
  await (await createStepSession(runtime, graph)).dispose();
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

function zeroTensor(dims: readonly number[]): Tensor {
  return { dims, data: new Float32Array(elementCount(dims)) };
}

function pictureOf({ wanted: { width, height }, numbers }: Player): Tensor {
  return numbers([1, 3, height, width]);
}

function latentOf({ wanted: { width, height }, networks: { config }, numbers }: Player): Latent {
  const cell = vaeDownscale(config.vae);
  const dims = [1, config.vae.zChannels, height / cell, width / cell] as const;
  return { ...numbers(dims), dims };
}

function conditioning({ networks: { config }, numbers }: Player): Conditioning {
  const { step } = config;
  return {
    crossattn: numbers([1, step.contextLength, step.unet.contextDim]),
    vector: numbers([1, step.unet.admInChannels]),
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
