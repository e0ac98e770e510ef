import type { SupirPart, TileCount } from '../../core/events';
import type { Image8 } from '../../core/image';
import type { Runtime, Tensor } from '../../onnx/session';
import type { WeightPolicy } from '../../networks/policy';
import type { Latent } from '../../sampling/latent';
import type { NoiseSource } from '../../sampling/noise';
import type { SafetensorsFile } from '../../weights/safetensors';
import {
  decodeLatent,
  encodeMoments,
  posteriorMode,
  posteriorSample,
  type Autoencoder,
} from './autoencoder';
import { fixColor } from './color-fix';
import { encodeTexts, type Conditioning, type TokenIds } from './conditioning';
import type { SupirConfig } from '../supir-config';
import { latentPreview } from './latent-preview';
import { sampleLatent, type SamplingInput } from './sample-latent';
import type { SupirSettings } from '../supir-settings';

export interface PictureJob {
  readonly runtime: Runtime;
  readonly sdxl: SafetensorsFile;
  readonly supir: SafetensorsFile;
  readonly config: SupirConfig;
  readonly settings: SupirSettings;
  readonly policy: WeightPolicy;
  readonly vaeTiling: Autoencoder['tiling'];
  /** The low-quality picture at its working size, [1, 3, h, w], −1…1. */
  readonly picture: Tensor;
  /** Positive texts (one, or one for each tile of the sampler), then the negative one. */
  readonly tokens: TokenIds;
  readonly noise: NoiseSource;
  readonly signal: AbortSignal;
  /** Counts host memory, until the returned function is called. */
  readonly hold?: (bytes: number) => () => void;
  /** `tile`: of the running step, where the latent is sampled in windows. */
  readonly onProgress: (part: SupirPart, done: number, total: number, tile?: TileCount) => void;
  /** Gets the expected picture after each step, one pixel for each latent cell. */
  readonly onPreview?: (image: Image8) => void;
  /** Called with the result of a stage, for comparing it with the reference. */
  readonly onResult?: (name: string, value: Tensor) => void;
}

/**
 * SUPIR's pipeline (docs/supir.md, section 2) → the restored picture at working
 * size, [1, 3, h, w], about −1…1, not clamped.
 */
export async function restorePicture(job: PictureJob): Promise<Tensor> {
  const { settings, config, noise, signal } = job;
  const show = job.onResult ?? (() => undefined);
  const vae = (part: SupirPart): Autoencoder => {
    job.onProgress(part, 0, 1);
    return {
      ...job,
      tiling: job.vaeTiling,
      onProgress: (done, total) => job.onProgress(part, done, total),
    };
  };

  const texts = await encodeTexts(
    job.runtime,
    job.sdxl,
    config,
    job.tokens,
    job.policy,
    signal,
    (done, total) => job.onProgress('text', done, total),
  );

  // 1. What the control branch sees: the most likely latent of the low-quality picture.
  const control = posteriorMode(
    await encodeMoments(vae('denoise-encode'), 'denoise_encoder', job.picture),
    config,
  );
  show('z_denoised', control);
  // 2. The stage-1 picture: cleaned and smooth, the reference for colours.
  const stage1 = await decodeLatent(vae('stage1-decode'), control);
  show('image_stage1', stage1);
  // 3. Its latent, sampled: the centre of restoration guidance.
  const posterior = await encodeMoments(vae('stage1-encode'), 'encoder', stage1);
  const center = posteriorSample(posterior, noise.next(control.dims), config);
  show('z_stage1', center);
  // 4. and 5. Sampling from noise under both prompts.
  const latent = await sampleLatent({
    ...job,
    control,
    center,
    start: noise.next(control.dims),
    cond: (tile) => rowOf(texts, Math.min(tile, positiveCount(texts) - 1)),
    uncond: rowOf(texts, positiveCount(texts)),
    ...tellSampling(job, latentPreview(center, stage1)),
  });
  show('latent_out', latent);
  // 6. The picture, in the stage-1 picture's colours.
  const decoded = await decodeLatent(vae('decode'), latent);
  show('decoded', decoded);
  const samples = recolour(settings, decoded, stage1);
  show('samples', samples);
  return samples;
}

/** Tells the steps of the sampler, from 0 at once, and shows what each gives. */
function tellSampling(
  { settings, onProgress, onPreview }: PictureJob,
  preview: (latent: Latent) => Image8,
): Pick<SamplingInput, 'onSampler' | 'onTile' | 'onStep'> {
  let windowCount: number | null = null;
  const tell = (done: number, tilesDone = 0): void => {
    const tile = windowCount === null ? undefined : { done: tilesDone, total: windowCount };
    onProgress('sample', done, settings.steps, tile);
  };
  tell(0);
  return {
    onSampler(_sampler, windows) {
      windowCount = windows?.length ?? null;
      tell(0);
    },
    onTile: (step, tile) => tell(step, tile + 1),
    onStep(done, _total, _x, denoised) {
      tell(done);
      onPreview?.(preview(denoised));
    },
  };
}

function recolour({ colorFix }: SupirSettings, decoded: Tensor, style: Tensor): Tensor {
  const planes = ({ dims, data }: Tensor) => ({ width: dims[3] ?? 0, height: dims[2] ?? 0, data });
  return { dims: decoded.dims, data: fixColor(colorFix, planes(decoded), planes(style)).data };
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
