import { vaeDownscale } from '../../networks/vae/vae-config';
import type { SupirRestorer } from '../request';
import type { Planned } from '../steps-done';
import type { SupirConfig } from '../supir-config';
import type { SupirPlan } from './plan';
import { SAMPLER_TILES, SMALLEST_SAMPLER_TILE } from '../sampler-tiles';
import { SMALLEST_VAE_TILE } from './supir-plan';
import { DECODER_TILING, ENCODER_TILING, type VaeTiling } from './vae-tiles';

type Tiles = Pick<Planned, 'samplerTiles' | 'vaeTiling' | 'promptsTogether'>;
type Asked = Pick<SupirRestorer, 'samplerTiles' | 'vaeTiles' | 'promptBatch'>;

/**
 * Whether tiles are some that a plan of this request can have: what the person fixed is as in every
 * `plan` of it, and what is automatic lies between the planner's largest and smallest.
 */
export function arePlannedTiles(
  planned: Tiles,
  plan: SupirPlan,
  asked: Asked,
  config: SupirConfig,
): boolean {
  const { samplerTiles, vaeTiling, promptsTogether } = planned;
  return (
    (asked.samplerTiles === 'auto'
      ? isAutomaticSampler(samplerTiles, config)
      : areSameSamplerTiles(samplerTiles, plan.samplerTiles)) &&
    (asked.vaeTiles === 'auto'
      ? isAutomaticVae(vaeTiling, config)
      : areSameVaeTilings(vaeTiling, plan.vaeTiling)) &&
    (asked.promptBatch === 'auto' || promptsTogether === plan.promptsTogether)
  );
}

/** Whether two plans give each step to the network in the same pieces. */
export function hasSameSteps(
  a: Pick<Tiles, 'samplerTiles' | 'promptsTogether'>,
  b: Pick<Tiles, 'samplerTiles' | 'promptsTogether'>,
): boolean {
  return (
    a.promptsTogether === b.promptsTogether && areSameSamplerTiles(a.samplerTiles, b.samplerTiles)
  );
}

function areSameSamplerTiles(a: Tiles['samplerTiles'], b: Tiles['samplerTiles']): boolean {
  return a?.tile === b?.tile && a?.stride === b?.stride;
}

function areSameVaeTilings(a: Tiles['vaeTiling'], b: Tiles['vaeTiling']): boolean {
  return (['encoder', 'decoder'] as const).every(
    (half) => a?.[half].tile === b?.[half].tile && a?.[half].padding === b?.[half].padding,
  );
}

function isAutomaticSampler(tiles: Tiles['samplerTiles'], { step, vae }: SupirConfig): boolean {
  if (tiles === null) return true;
  const cell = vaeDownscale(vae);
  // Each level but the last halves the sides.
  const cells = 2 ** (step.unet.channelMult.length - 1);
  const [least, most] = [SMALLEST_SAMPLER_TILE / cell, SAMPLER_TILES.tile / cell];
  return isMultiple(tiles.tile, cells, least, most) && tiles.stride === tiles.tile / 2;
}

function isAutomaticVae(tiling: Tiles['vaeTiling'], { vae }: SupirConfig): boolean {
  if (tiling === null) return true;
  const cell = vaeDownscale(vae);
  // What is halved last was larger than the smallest.
  const least = SMALLEST_VAE_TILE / 2;
  return (
    isLike(tiling.encoder, ENCODER_TILING, cell, least) &&
    isLike(tiling.decoder, DECODER_TILING, 1, least / cell)
  );
}

function isLike(tiling: VaeTiling, largest: VaeTiling, unit: number, least: number): boolean {
  return isMultiple(tiling.tile, unit, least, largest.tile) && tiling.padding === largest.padding;
}

function isMultiple(value: number, unit: number, least: number, most: number): boolean {
  return value % unit === 0 && value >= least && value <= most;
}
