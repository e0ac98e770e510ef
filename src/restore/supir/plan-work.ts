import { area, type Size } from '../../core/geometry';
import { SUPIR_PARTS, type DeviceKind, type SupirPart } from '../../core/events';
import { vaeDownscale } from '../../networks/vae/vae-config';
import { linearScale } from '../supir-settings';
import { slidingWindows } from '../../sampling/windows';
import type { ForecastWork } from '../forecast';
import type { SupirRestorer } from '../request';
import type { SupirConfig } from '../supir-config';
import { stepView } from './card-memory';
import { needsGuidance } from './denoiser';
import type { NetworkWork, Operations } from './network-work';
import type { SupirPlan } from './plan';
import { tilesOf, type VaeTiling } from './vae-tiles';

/** Whose work it is. */
export interface WorkQuestion {
  readonly config: SupirConfig;
  readonly settings: SupirRestorer['settings'];
  readonly work: NetworkWork;
  readonly device: DeviceKind;
  /** The adapter's name, or how many wasm threads run. */
  readonly label: string;
  /** Whether the texts are still to be read by the towers; left out: they are. */
  readonly needsTexts?: boolean;
}

const TERA = 1e12;

/** Whether steps have a negative prompt as well. */
export function isGuided({ cfgStart, cfgEnd }: SupirRestorer['settings']): boolean {
  return needsGuidance(linearScale(cfgStart, cfgEnd));
}

/** What a run as planned computes. */
export function planWork(plan: SupirPlan, question: WorkQuestion): ForecastWork {
  const { config, settings, work, device, label, needsTexts = true } = question;
  const guided = isGuided(settings);
  const { batch, cells, rows, columns } = stepView(plan, config, guided);
  const { weights, policy } = plan;
  const teraflopEach = (batch * work.step(cells)) / TERA;
  const kept = policy.floats === 'mixed' || weights === 'f32' ? weights : `${weights} in 32 bits`;
  return {
    // The operations tell networks of other sizes apart.
    shape: `${device} ${label}, ${kept}, ${batch} × ${columns} × ${rows}, ${teraflopEach.toPrecision(4)} TFLOP`,
    evaluations: settings.steps * windowCount(plan, config) * (guided && batch === 1 ? 2 : 1),
    teraflopEach,
    teraflopAround: sum(
      SUPIR_PARTS.filter((part) => needsTexts || part !== 'text').map((part) =>
        partTeraflop(part, plan, question),
      ),
    ),
  };
}

/** Windows of a step: 1 where the sampler takes the latent whole. */
export function windowCount(
  { working, samplerTiles }: Pick<SupirPlan, 'working' | 'samplerTiles'>,
  { vae }: Pick<SupirConfig, 'vae'>,
): number {
  if (samplerTiles === null) return 1;
  const cell = vaeDownscale(vae);
  const { tile, stride } = samplerTiles;
  return slidingWindows(working.height / cell, working.width / cell, tile, stride).length;
}

/** 10¹² operations of a part of the way; of `sample`, which is counted in evaluations, none. */
export function partTeraflop(
  part: SupirPart,
  { working, vaeTiling }: Pick<SupirPlan, 'working' | 'vaeTiling'>,
  { config, work }: Pick<WorkQuestion, 'config' | 'work'>,
): number {
  const cell = vaeDownscale(config.vae);
  const cells = { width: working.width / cell, height: working.height / cell };
  switch (part) {
    case 'text':
      return work.texts / TERA;
    case 'denoise-encode':
    case 'stage1-encode':
      return inTiles(work.encoder, working, vaeTiling?.encoder ?? null, cell * cell) / TERA;
    case 'stage1-decode':
    case 'decode':
      return inTiles(work.decoder, cells, vaeTiling?.decoder ?? null, 1) / TERA;
    case 'sample':
      return 0;
  }
}

/** Operations on all tiles; `unit`: pixels, or cells, of the size for each latent cell. */
function inTiles(
  operations: Operations,
  { width, height }: Size,
  tiling: VaeTiling | null,
  unit: number,
): number {
  const tiles = tilesOf(height, width, tiling, 1);
  if (tiles === null) return operations((width * height) / unit);
  return sum(tiles.map(({ input }) => operations(area(input) / unit)));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
