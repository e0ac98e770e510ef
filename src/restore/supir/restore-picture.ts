import { createBreather, type Breathe } from '../../core/breathe';
import type { SupirPart, TileCount } from '../../core/events';
import type { Rect } from '../../core/geometry';
import type { Image8 } from '../../core/image';
import type { Runtime, Tensor } from '../../onnx/session';
import type { Planes } from '../../pixels/planes';
import type { WeightPolicy } from '../../networks/policy';
import type { Latent } from '../../sampling/latent';
import type { NoiseSource } from '../../sampling/noise';
import type { SamplingState } from '../../sampling/sample';
import type { SafetensorsFile } from '../../weights/safetensors';
import { createKeptResults, type KeptResults, type PictureStages } from './kept-results';
import {
  decodeLatent,
  encodeMoments,
  posteriorMode,
  posteriorSample,
  type Autoencoder,
} from './autoencoder';
import { fixColor } from './color-fix';
import { encodeTexts, isTextTower, type Conditioning, type TokenIds } from './conditioning';
import type { SupirConfig } from '../supir-config';
import { latentPreview } from './latent-preview';
import { makingRoom } from './making-room';
import { sampleLatent, type SamplingInput } from './sample-latent';
import { triedLatent } from './tried-latent';
import { seenOf } from './within-window';
import type { SupirSettings } from '../supir-settings';

export interface PictureJob {
  readonly runtime: Runtime;
  readonly sdxl: SafetensorsFile;
  readonly supir: SafetensorsFile;
  readonly config: SupirConfig;
  readonly settings: SupirSettings;
  readonly policy: WeightPolicy;
  readonly vaeTiling: Autoencoder['tiling'];
  /** As `SupirPlan` has them. */
  readonly cardBytes?: number;
  readonly promptsTogether?: boolean;
  /** The low-quality picture at its working size, [1, 3, h, w], −1…1. */
  readonly picture: Tensor;
  /** Positive texts (one, or one for each tile of the sampler), then the negative one. */
  readonly tokens: TokenIds;
  readonly noise: NoiseSource;
  /**
   * A try: samples the latent in this window only, under the noise that the whole would have there;
   * null: all of it. Left out: no try.
   */
  readonly tried?: { readonly window: Rect | null };
  /** As `SampleInput` has them. */
  readonly from?: SamplingState;
  readonly stop?: AbortSignal;
  readonly signal: AbortSignal;
  /** Of earlier runs; left out: there were none, and none will be. */
  readonly kept?: KeptResults;
  /** Told of parts that an earlier run has done. */
  readonly onSkipped?: (parts: readonly SupirPart[]) => void;
  /** Counts host memory, until the returned function is called. */
  readonly hold?: (bytes: number) => () => void;
  /** `tile`: of the running step, where the latent is sampled in windows. */
  readonly onProgress: (part: SupirPart, done: number, total: number, tile?: TileCount) => void;
  /** Told after each step where the sampler stands; borrowed. */
  readonly onState?: (state: SamplingState) => void;
  /** Told after how many steps the sampler was stopped before its last one. */
  readonly onStopped?: (done: number) => void;
  /** Gets the expected picture after each step, one pixel for each latent cell. */
  readonly onPreview?: (image: Image8) => void;
  /** Called with the result of a stage, for comparing it with the reference. */
  readonly onResult?: (name: string, value: Tensor) => void;
}

/**
 * SUPIR's pipeline (docs/supir.md, section 2) → the restored picture at working
 * size, [1, 3, h, w], about −1…1, not clamped. Of a try it is the stage-1 picture around the window.
 */
export async function restorePicture(job: PictureJob): Promise<Tensor> {
  const { settings, config } = job;
  const show = job.onResult ?? (() => undefined);
  const vae = (part: SupirPart): Autoencoder => {
    job.onProgress(part, 0, 1);
    return {
      ...job,
      tiling: job.vaeTiling,
      onProgress: (done, total) => job.onProgress(part, done, total),
    };
  };

  // The network of the steps, or what an earlier run has left, may be in the way.
  const autoencoder: AutoencoderParts = {
    decode: (part, latent) => makingRoom(job.runtime, () => decodeLatent(vae(part), latent)),
    encode: (part, half, picture) =>
      makingRoom(job.runtime, () => encodeMoments(vae(part), half, picture)),
  };

  const kept = job.kept ?? createKeptResults();
  const texts = await textsOf(job, kept);
  // 1. to 3. What does not depend on the seed.
  const whole = await stagesOf(job, kept, autoencoder);
  show('z_denoised', whole.control);
  show('image_stage1', whole.stage1);
  const seen = seenOf(job, whole);
  const { stage1 } = seen;
  // 3. The stage-1 picture's latent, sampled: the centre of restoration guidance.
  const center = posteriorSample(seen.posterior, seen.noise.next(seen.control.dims), config);
  show('z_stage1', center);
  // 4. and 5. Sampling from noise under both prompts.
  const latent = await triedLatent(job, kept, { key: sampledKey(job), from: whole }, () =>
    sampleLatent({
      ...job,
      noise: seen.noise,
      control: seen.control,
      center,
      start: seen.noise.next(seen.control.dims),
      cond: (tile) => rowOf(texts, Math.min(tile, positiveCount(texts) - 1)),
      uncond: rowOf(texts, positiveCount(texts)),
      ...tellSampling(job, latentPreview(center, stage1)),
    }),
  );
  show('latent_out', latent);
  // 6. The picture, in the stage-1 picture's colours.
  const decoded = await autoencoder.decode('decode', latent);
  show('decoded', decoded);
  await recolour(settings, decoded, stage1, createBreather(job.signal));
  show('samples', decoded);
  return seen.laidOver(whole.stage1, decoded);
}

/** Of everything beside the stages that a sampled latent depends on. */
function sampledKey(job: PictureJob): string {
  const { runtime, supir, policy, promptsTogether = true, tried } = job;
  // Colours are only touched after it.
  const settings = { ...job.settings, colorFix: null };
  const { device, label } = runtime;
  const how = [device, label, policy, promptsTogether, settings, tried?.window ?? null];
  return JSON.stringify([textsKey(job), supir.key, ...how]);
}

/** The autoencoder's halves, as parts of a run. */
interface AutoencoderParts {
  readonly decode: (part: SupirPart, latent: Latent) => Promise<Tensor>;
  readonly encode: (
    part: SupirPart,
    half: Parameters<typeof encodeMoments>[1],
    picture: Tensor,
  ) => Promise<Tensor>;
}

/** The embeddings of all texts; those of an earlier run where they are the same. */
async function textsOf(job: PictureJob, kept: KeptResults): Promise<Conditioning> {
  const { runtime, sdxl, config, tokens, policy, signal } = job;
  const { value, wasKept } = await kept.texts(textsKey(job), async () => {
    const made = await makingRoom(runtime, () =>
      encodeTexts(runtime, sdxl, config, tokens, policy, signal, (done, total) =>
        job.onProgress('text', done, total),
      ),
    );
    // The next network needs the room more than another text does.
    await runtime.releaseWeights(isTextTower);
    return made;
  });
  if (wasKept) job.onSkipped?.(['text']);
  return value;
}

/** Of everything that the embeddings of texts depend on. */
export function textsKey({
  sdxl,
  config,
  policy,
  tokens,
}: Pick<PictureJob, 'sdxl' | 'config' | 'policy' | 'tokens'>): string {
  return JSON.stringify([sdxl.key, config, policy.floats, tokens]);
}

/** What is computed of the picture before the first step; of an earlier run where it is the same. */
async function stagesOf(
  job: PictureJob,
  kept: KeptResults,
  { encode, decode }: AutoencoderParts,
): Promise<PictureStages> {
  const { sdxl, supir, config, vaeTiling, picture } = job;
  const key = JSON.stringify([sdxl.key, supir.key, config, vaeTiling]);
  const { value, wasKept } = await kept.stages(key, picture, async () => {
    // What the control branch sees: the most likely latent of the low-quality picture.
    const moments = await encode('denoise-encode', 'denoise_encoder', picture);
    const control = posteriorMode(moments, config);
    // The stage-1 picture: cleaned and smooth, the reference for colours.
    const stage1 = await decode('stage1-decode', control);
    return {
      control,
      stage1,
      posterior: await encode('stage1-encode', 'encoder', stage1),
    };
  });
  if (wasKept) job.onSkipped?.(['denoise-encode', 'stage1-decode', 'stage1-encode']);
  return value;
}

/** Tells the steps of the sampler, those that are done at once, and shows what each gives. */
function tellSampling(
  { settings, from, onProgress, onPreview, onState }: PictureJob,
  preview: (latent: Latent) => Image8,
): Pick<SamplingInput, 'onSampler' | 'onTile' | 'onStep'> {
  let windowCount: number | null = null;
  const tell = (done: number, tilesDone = 0): void => {
    const tile = windowCount === null ? undefined : { done: tilesDone, total: windowCount };
    onProgress('sample', done, settings.steps, tile);
  };
  const first = from?.done ?? 0;
  tell(first);
  return {
    onSampler(_sampler, windows) {
      windowCount = windows?.length ?? null;
      tell(first);
    },
    onTile: (step, tile) => tell(step, tile + 1),
    onStep(done, _total, x, denoised) {
      // Whoever sees a step counted may end the run, and counts on it.
      onState?.({ done, x, denoised });
      tell(done);
      onPreview?.(preview(denoised));
    },
  };
}

function recolour(
  { colorFix }: SupirSettings,
  decoded: Tensor,
  style: Tensor,
  breathe: Breathe,
): Promise<void> {
  const planes = ({ dims, data }: Tensor): Planes => ({
    width: dims[3] ?? 0,
    height: dims[2] ?? 0,
    channels: dims[1] ?? 0,
    data,
  });
  return fixColor(colorFix, planes(decoded), planes(style), breathe);
}

function positiveCount({ crossattn }: Conditioning): number {
  return (crossattn.dims[0] ?? 0) - 1;
}

function rowOf({ crossattn, vector }: Conditioning, row: number): Conditioning {
  return { crossattn: takeRow(crossattn, row), vector: takeRow(vector, row) };
}

function takeRow({ dims, data }: Tensor, row: number): Tensor {
  const [rows = 1, ...rest] = dims;
  const size = data.length / rows;
  return { dims: [1, ...rest], data: data.subarray(row * size, (row + 1) * size) };
}
