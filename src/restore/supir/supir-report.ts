import { slidingWindows } from '../../sampling/windows';
import { vaeDownscale } from '../../networks/vae/vae-config';
import type { NetworkReport } from '../finish';
import type { LoraChoice, SupirRestorer } from '../request';
import type { Networks } from './open-networks';
import type { Measured } from './run-plan';
import type { SupirPlan } from './supir-plan';

/** What ran, for the panel, the log and the next run of the same kind. */
export function supirReport(
  { settings, files, lora }: SupirRestorer,
  { working, weights, policy, samplerTiles, vaeTiling }: SupirPlan,
  { config }: Pick<Networks, 'config'>,
  { networkMs, weightBytes, readBytes, skipped }: Measured,
): NetworkReport {
  const cell = vaeDownscale(config.vae);
  const windows = samplerTiles
    ? slidingWindows(
        working.height / cell,
        working.width / cell,
        samplerTiles.tile,
        samplerTiles.stride,
      ).length
    : 1;
  const side = samplerTiles ? samplerTiles.tile * cell : Infinity;
  return {
    model: [
      files.supir.name,
      files.sdxl.name,
      ...(lora === undefined ? [] : [loraText(lora)]),
    ].join(' + '),
    precision: policy.floats === 'mixed' ? 'mixed' : 'fp32',
    tiles: windows,
    tileSize: {
      width: Math.min(side, working.width),
      height: Math.min(side, working.height),
    },
    networkMs,
    supir: {
      weights,
      workingSize: working,
      sampler: settings.sampler,
      steps: settings.steps,
      seed: settings.seed,
      vaeTiles: vaeTiling && {
        encoder: vaeTiling.encoder.tile,
        decoder: vaeTiling.decoder.tile * cell,
      },
      weightBytes,
      readBytes,
      skipped,
    },
  };
}

function loraText({ file, strength }: LoraChoice): string {
  return `${file.name} × ${strength}`;
}
