import { sampleLatent } from '../../../src/restore/supir/sample-latent';
import type { SupirSettings } from '../../../src/restore/supir-settings';
import type { Latent } from '../../../src/sampling/latent';
import type { StageContext } from '../context';
import { recordedNoise } from '../recorded-noise';
import { asLatent, rowsOf } from '../tensors';
import { heededSettings, linearVariant } from './sampler-settings';

/** A recorded run, as config.json describes it. */
export interface SamplerRun {
  readonly key?: string;
  readonly batch?: number;
  readonly num_steps: number;
  readonly s_churn?: number;
  readonly s_noise: number;
  readonly eta?: number;
  readonly restore_cfg?: number;
  readonly scale: number;
  readonly scale_min: number;
  readonly control_scale: number;
  readonly control_scale_start?: number;
  readonly use_linear_control_scale?: boolean;
  readonly tile_size?: number;
  readonly tile_stride?: number;
}

export async function runEdm(context: StageContext): Promise<void> {
  await runAll(context, 'edm', 'edm');
}

export async function runDpmpp(context: StageContext): Promise<void> {
  await runAll(context, 'dpmpp', 'dpmpp');
}

export async function runTiledSamplers(context: StageContext): Promise<void> {
  await runAll(context, 'tiled_edm', 'edm');
  await runAll(context, 'tiled_dpmpp', 'dpmpp');
  const local = context.set.runs['tiled_local_prompts'];
  if (local !== undefined && context.includesRun('tiled_local_prompts')) {
    const { file } = context;
    const prompts = file.integers('tiled_local_prompts.prompt_of_tile');
    await compareRun(context, 'tiled_local_prompts', 'edm', local as SamplerRun, prompts);
  }
}

async function runAll(
  context: StageContext,
  kind: string,
  sampler: SupirSettings['sampler'],
): Promise<void> {
  for (const run of (context.set.runs[kind] ?? []) as readonly SamplerRun[]) {
    const name = `${kind}.${run.key ?? ''}`;
    if (context.includesRun(name)) await compareRun(context, name, sampler, run, null);
  }
}

async function compareRun(
  context: StageContext,
  prefix: string,
  sampler: SupirSettings['sampler'],
  run: SamplerRun,
  promptOfTile: readonly number[] | null,
): Promise<void> {
  const { set, file } = context;
  const at = (name: string): Latent => asLatent(file.floats(`${prefix}.${name}`));
  const cond = { crossattn: file.floats('cond.crossattn'), vector: file.floats('cond.vector') };
  const batch = run.batch ?? 1;
  const rows = (from: number, to: number) => ({
    crossattn: rowsOf(cond.crossattn, from, to),
    vector: rowsOf(cond.vector, from, to),
  });
  const compare = (name: string, { data }: Latent): void => {
    if (file.has(`${prefix}.${name}`)) file.expect(`${prefix}.${name}`, data);
  };
  const { latent } = await sampleLatent({
    ...context,
    ...set,
    settings: settingsOf(run, sampler),
    cond: (tile) => {
      const prompt = promptOfTile?.[tile];
      return prompt === undefined ? rows(0, batch) : rows(prompt, prompt + 1);
    },
    uncond: { crossattn: file.floats('uncond.crossattn'), vector: file.floats('uncond.vector') },
    control: at('control_input'),
    center: file.has(`${prefix}.x_center`) ? at('x_center') : at('x_T'),
    start: at('x_T'),
    noise: recordedNoise(noisesOf(context, prefix)),
    onSampler: ({ sigmas }, windows) => {
      if (file.has(`${prefix}.sigmas`)) file.expect(`${prefix}.sigmas`, sigmas, { limit: 1e-6 });
      if (file.has(`${prefix}.tiles`)) {
        const flat = (windows ?? []).flatMap(({ x, y, width, height }) => [
          y,
          y + height,
          x,
          x + width,
        ]);
        file.expect(`${prefix}.tiles`, flat, { limit: 0 });
      }
    },
    onTile: (step, tile, result) => compare(`step${step}.tile${tile}.x`, result.x),
    onStep: (done, _total, x, denoised) => {
      compare(`step${done - 1}.x`, x);
      compare(`step${done - 1}.denoised`, denoised);
    },
  });
  compare('out', latent);
}

export function noisesOf({ file }: StageContext, prefix: string): readonly Latent[] {
  const noises: Latent[] = [];
  while (file.has(`${prefix}.noise.${noises.length}`)) {
    noises.push(asLatent(file.floats(`${prefix}.noise.${noises.length}`)));
  }
  return noises;
}

function settingsOf(run: SamplerRun, sampler: SupirSettings['sampler']): SupirSettings {
  const stated = {
    restoreCfg: run.restore_cfg ?? -1,
    controlScale: run.control_scale,
    controlStart: run.use_linear_control_scale === true ? (run.control_scale_start ?? 0) : null,
  };
  // Runs of the plain DPM++ never state a linear scale: one that does is the recorded variant.
  const variant = sampler === 'dpmpp' && run.tile_size === undefined;
  return {
    ...(variant ? linearVariant(stated) : heededSettings(sampler, stated)),
    steps: run.num_steps,
    cfgStart: run.scale,
    cfgEnd: run.scale_min,
    churn: run.s_churn ?? 0,
    noiseScale: run.s_noise,
    eta: run.eta ?? 1,
    colorFix: 'none',
    seed: 0,
    samplerTiles:
      run.tile_size === undefined || run.tile_stride === undefined
        ? null
        : { tile: run.tile_size, stride: run.tile_stride },
  };
}
