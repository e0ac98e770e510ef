import type { Runtime } from '../../onnx/session';
import { restorationStepGraph } from '../../networks/restoration-step';
import type { WeightPolicy } from '../../networks/policy';
import { dpmppSampler } from '../../sampling/dpmpp';
import { edmSampler } from '../../sampling/edm';
import type { Rect } from '../../core/geometry';
import type { Latent } from '../../sampling/latent';
import { endedAt, sample, type Sampled, type SampleInput } from '../../sampling/sample';
import { createSchedule } from '../../sampling/schedule';
import type { Sampler, StepResult } from '../../sampling/step';
import { tiled } from '../../sampling/tiled';
import { slidingWindows } from '../../sampling/windows';
import type { SafetensorsFile } from '../../weights/safetensors';
import type { Conditioning } from './conditioning';
import type { SupirConfig } from '../supir-config';
import { guidedDenoiser, needsGuidance } from './denoiser';
import { type SupirSettings, linearScale } from '../supir-settings';
import { createStepSession } from './step-session';

export interface SamplingInput extends Pick<
  SampleInput,
  'start' | 'from' | 'center' | 'noise' | 'signal' | 'stop' | 'onStep'
> {
  readonly runtime: Runtime;
  readonly sdxl: SafetensorsFile;
  readonly supir: SafetensorsFile;
  readonly config: SupirConfig;
  readonly settings: SupirSettings;
  readonly policy: WeightPolicy;
  /** Both prompts in one batch, unless this is false. */
  readonly promptsTogether?: boolean;
  readonly cond: (tile: number) => Conditioning;
  readonly uncond: Conditioning;
  /** z_lq, scaled. `center` is the scaled latent of the stage-1 picture. */
  readonly control: Latent;
  /** Called once, before the first step; windows null: the latent is sampled whole. */
  readonly onSampler?: (sampler: Sampler, windows: readonly Rect[] | null) => void;
  /** Called after each window of a step, both counted from 0. */
  readonly onTile?: (step: number, tile: number, result: StepResult) => void;
}

/** Samples the restored latent (docs/supir.md, section 10). */
export async function sampleLatent(input: SamplingInput): Promise<Sampled> {
  const { runtime, config, settings, start, from, signal, stop } = input;
  // Before the network of the steps is loaded, which is not needed then.
  const ended = from && endedAt(from, settings.steps, stop);
  if (ended) return ended;
  const [samples, , rows, columns] = start.dims;
  const tiles = settings.samplerTiles;
  const windows = tiles === null ? null : slidingWindows(rows, columns, tiles.tile, tiles.stride);
  const guidance = linearScale(settings.cfgStart, settings.cfgEnd);
  const shape = {
    batch: samples * (needsGuidance(guidance) && input.promptsTogether !== false ? 2 : 1),
    height: tiles === null ? rows : Math.min(tiles.tile, rows),
    width: tiles === null ? columns : Math.min(tiles.tile, columns),
    multiplyAddsAtOnce: runtime.multiplyAddsAtOnce,
  };
  const { sdxl, supir, policy } = input;
  const { features } = runtime;
  const graph = restorationStepGraph(sdxl, supir, config.step, shape, policy, features);
  signal.throwIfAborted();
  const session = await createStepSession(runtime, graph);
  try {
    const schedule = createSchedule();
    const modelChannels = config.step.unet.modelChannels;
    const denoise = guidedDenoiser({ ...input, schedule, session, guidance, modelChannels });
    const common = {
      ...settings,
      control: linearScale(settings.controlStart, settings.controlEnd),
    };
    const sampler: Sampler =
      settings.sampler === 'edm'
        ? edmSampler(schedule, common, denoise)
        : dpmppSampler(schedule, common, denoise);
    input.onSampler?.(sampler, windows);
    const step = windows === null ? sampler.step : tiled(sampler.step, windows, input.onTile);
    return await sample({ ...input, sampler, step, tiled: windows !== null });
  } finally {
    await session.dispose();
  }
}
