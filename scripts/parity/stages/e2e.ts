import { createBuffers } from '../../../src/pixels/buffers';
import { fromWorkingPicture } from '../../../src/restore/supir/working-picture';
import { restorePicture } from '../../../src/restore/supir/restore-picture';
import type { SupirSettings } from '../../../src/restore/supir-settings';
import { DECODER_TILING, ENCODER_TILING } from '../../../src/restore/supir/vae-tiles';
import { workingSize } from '../../../src/restore/supir/working-size';
import type { StageContext } from '../context';
import { byteLimitFor, limitFor, STORED_F16 } from '../limits';
import { recordedNoise } from '../recorded-noise';
import { cutBytes, imageOf, integerRows, writtenBytes } from '../tensors';
import { expectBytes, expectWorkingPicture, resizedBack } from './pictures';
import { heededSettings } from './sampler-settings';
import { noisesOf } from './samplers';

interface WholeRun {
  readonly key: string;
  readonly upscale: number;
  readonly min_size: number;
  readonly sampler: string;
  readonly num_steps: number;
  readonly restoration_scale: number;
  readonly s_churn: number;
  readonly s_noise: number;
  readonly eta?: number;
  readonly cfg_scale: number;
  readonly cfg_scale_start: number;
  readonly use_linear_CFG: boolean;
  readonly control_scale: number;
  readonly control_scale_start?: number;
  readonly use_linear_control_scale?: boolean;
  readonly color_fix_type: string;
  readonly tile_size?: number;
  readonly tile_stride?: number;
  readonly tile_vae?: { readonly encoder_tile_size: number; readonly decoder_tile_size: number };
}

export async function runE2e(context: StageContext): Promise<void> {
  for (const run of context.set.runs['e2e'] as readonly WholeRun[]) {
    if (context.includesRun(`e2e.${run.key}`)) await compareRun(context, run);
  }
}

async function compareRun(context: StageContext, run: WholeRun): Promise<void> {
  const { set, file, precision } = context;
  const prefix = `e2e.${run.key}`;
  const image = imageOf(file, `${prefix}.input_u8`);
  const { working, asked } = workingSize(image, run.upscale, run.min_size);
  file.expect(`${prefix}.asked_size_hw`, [asked.height, asked.width], { limit: 0 });

  const samples = await restorePicture({
    ...context,
    ...set,
    settings: settingsOf(run),
    picture: await expectWorkingPicture(file, `${prefix}.lq_u8`, image, working),
    tokens: {
      clipL: integerRows(file, `${prefix}.clip_l.input_ids (cond, uncond)`),
      clipG: integerRows(file, `${prefix}.open_clip_g.input_ids (cond, uncond)`),
    },
    noise: recordedNoise(noisesOf(context, prefix)),
    vaeTiling:
      run.tile_vae === undefined
        ? null
        : {
            encoder: { ...ENCODER_TILING, tile: run.tile_vae.encoder_tile_size },
            decoder: { ...DECODER_TILING, tile: run.tile_vae.decoder_tile_size },
          },
    onProgress: () => undefined,
    onResult: (name, { data }) => {
      const recorded = `${prefix}.${name}`;
      const stored = file.isF16(recorded) ? STORED_F16 : 0;
      const limit = limitFor(file.stage, precision) + 3 * stored;
      file.expect(recorded, data, stored > 0 ? { limit, note: 'stored in F16' } : {});
    },
  });
  const limit = byteLimitFor(precision);
  const planes = fromWorkingPicture(samples, working, createBuffers());
  expectBytes(file, `${prefix}.rgb_u8`, writtenBytes(planes), limit);
  expectBytes(file, `${prefix}.rgb_resized_u8`, cutBytes(resizedBack(samples, asked)), {
    // What is cut instead of rounded moves as often by each of two neighbours.
    ...limit,
    share: Math.min(1, 2 * limit.share),
  });
}

function settingsOf(run: WholeRun): SupirSettings {
  return {
    ...heededSettings(run.sampler.includes('DPM') ? 'dpmpp' : 'edm', {
      restoreCfg: run.restoration_scale,
      controlScale: run.control_scale,
      controlStart: run.use_linear_control_scale === true ? (run.control_scale_start ?? 0) : null,
    }),
    steps: run.num_steps,
    cfgStart: run.use_linear_CFG ? run.cfg_scale_start : run.cfg_scale,
    cfgEnd: run.cfg_scale,
    churn: run.s_churn,
    noiseScale: run.s_noise,
    eta: run.eta ?? 1,
    colorFix: COLOR_FIXES[run.color_fix_type] ?? 'none',
    seed: 0,
    samplerTiles:
      run.tile_size === undefined || run.tile_stride === undefined
        ? null
        : { tile: run.tile_size, stride: run.tile_stride },
  };
}

const COLOR_FIXES: Readonly<Record<string, SupirSettings['colorFix']>> = {
  Wavelet: 'wavelet',
  AdaIn: 'adain',
};
