import type { RunNotice } from '../../core/events';
import { slidingWindows } from '../../sampling/windows';
import { vaeDownscale } from '../../networks/vae/config';
import type { Buffers } from '../buffers';
import type { BareDevice } from '../device';
import type { RestoreRequest, RunReport, SupirRequest } from '../request';
import type { StageClock } from '../stage-clock';
import type { SupirConfig } from '../supir-config';
import type { SupirPlan } from './plan';
import type { Measured } from './run-plan';

export interface SupirRun {
  readonly request: RestoreRequest<SupirRequest>;
  readonly device: BareDevice;
  readonly plan: SupirPlan;
  readonly config: SupirConfig;
  readonly measured: Measured;
  readonly notices: readonly RunNotice[];
  readonly buffers: Buffers;
  readonly clock: StageClock;
}

/** The run's report, for panel, log and the next run of the same kind. Stops the clock. */
export function supirReport(run: SupirRun): RunReport {
  const { request, device, plan, config, measured, notices, buffers, clock } = run;
  const { restorer, contextRect } = request;
  const { settings, files } = restorer;
  const cell = vaeDownscale(config.vae);
  const { working, samplerTiles, vaeTiling } = plan;
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
    restorer: 'supir',
    model: `${files.supir.name} + ${files.sdxl.name}`,
    precision: plan.policy.floats === 'mixed' ? 'mixed' : 'fp32',
    device: device.kind,
    deviceLabel: device.label,
    scale: request.scale,
    mode: request.mode,
    tiles: windows,
    tileSize: {
      width: Math.min(side, working.width),
      height: Math.min(side, working.height),
    },
    contextSize: { width: contextRect.width, height: contextRect.height },
    timingsMs: clock.stop(),
    networkMs: measured.networkMs,
    peakBytes: buffers.peakBytes,
    notices,
    supir: {
      weights: plan.weights,
      workingSize: working,
      sampler: settings.sampler,
      steps: settings.steps,
      seed: settings.seed,
      vaeTiles: vaeTiling && {
        encoder: vaeTiling.encoder.tile,
        decoder: vaeTiling.decoder.tile * cell,
      },
      weightBytes: measured.weightBytes,
    },
  };
}
