import { SUPIR_PARTS } from '../../core/events';
import { vaeDownscale } from '../../networks/vae/vae-config';
import type { NetworkReport } from '../finish';
import type { LoraChoice, SupirReport, SupirRestorer } from '../request';
import { partTeraflop, planWork, windowCount, type WorkQuestion } from './plan-work';
import type { Measured } from './run-plan';
import type { SupirPlan } from './plan';

/**
 * What ran, for the panel, the log and the next run of the same kind. `planned`: the plan of what was
 * sampled, which of a try is a part.
 */
export function supirReport(
  { settings, files, lora }: SupirRestorer,
  { plan, planned }: { readonly plan: SupirPlan; readonly planned: SupirPlan },
  question: Omit<WorkQuestion, 'settings'>,
  measured: Measured & Pick<SupirReport, 'failedAtBytes'>,
): NetworkReport {
  const { working, weights, policy, samplerTiles, vaeTiling } = plan;
  const sampled = planned.working;
  const { networkMs, weightBytes, readBytes, readMs, skipped, stoppedAfter, aroundMs } = measured;
  const { config } = question;
  const cell = vaeDownscale(config.vae);
  const { shape, teraflopEach } = planWork(planned, { ...question, settings });
  const side = samplerTiles ? samplerTiles.tile * cell : Infinity;
  return {
    model: [
      files.supir.name,
      files.sdxl.name,
      ...(lora === undefined ? [] : [loraText(lora)]),
    ].join(' + '),
    precision: policy.floats === 'mixed' ? 'mixed' : 'fp32',
    tiles: windowCount(planned, config),
    tileSize: {
      width: Math.min(side, sampled.width),
      height: Math.min(side, sampled.height),
    },
    networkMs,
    supir: {
      weights,
      workingSize: working,
      sampler: settings.sampler,
      steps: settings.steps,
      ...(stoppedAfter !== null && { stoppedAfter }),
      seed: settings.seed,
      vaeTiles: vaeTiling && {
        encoder: vaeTiling.encoder.tile,
        decoder: vaeTiling.decoder.tile * cell,
      },
      weightBytes,
      readBytes,
      readMs,
      skipped,
      shape,
      evaluationMs: median(measured.evaluationsMs.slice(1)),
      teraflopEach,
      aroundMs,
      failedAtBytes: measured.failedAtBytes,
      aroundTeraflop: SUPIR_PARTS.filter((part) => !skipped.includes(part))
        .map((part) => partTeraflop(part, part === 'decode' ? planned : plan, question))
        .reduce((sum, teraflop) => sum + teraflop, 0),
    },
  };
}

function loraText({ file, strength }: LoraChoice): string {
  return `${file.name} × ${strength}`;
}

/** null: of nothing. */
function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
