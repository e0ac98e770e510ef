import type { ForecastChange, WayOutName } from '../forecast';
import type { SupirRestorer } from '../request';
import { vaeDownscale } from '../../networks/vae/vae-config';
import type { SupirConfig } from '../supir-config';
import type { SupirPlan } from './plan';

/** A change of settings that may need less memory. */
export interface Candidate {
  readonly name: WayOutName;
  readonly change: ForecastChange;
}

/**
 * What may be changed, the least loss first: prompts apart and tiles of the autoencoder cost time (the norms'
 * statistics are pooled over tiles), 8 bits are hardly seen, windows of the sampler may differ from each
 * other, 4 bits are seen, and a smaller working size has less detail.
 */
export function candidates(
  { weights, promptsTogether, samplerTiles, vaeTiling, working }: SupirPlan,
  { vae }: SupirConfig,
  guided: boolean,
): readonly Candidate[] {
  const cell = vaeDownscale(vae);
  const shorter = Math.min(working.width, working.height);
  const longer = Math.max(working.width, working.height);
  const found: Candidate[] = [];
  if (guided && promptsTogether) {
    found.push({ name: 'prompts-apart', change: { promptBatch: 'apart' } });
  }
  for (const tile of VAE_TILES) {
    const now = vaeTiling && {
      encoder: vaeTiling.encoder.tile,
      decoder: vaeTiling.decoder.tile * cell,
    };
    if (tile >= Math.max(now?.encoder ?? longer, now?.decoder ?? longer)) continue;
    found.push({ name: 'vae-tiles', change: { vaeTiles: { encoder: tile, decoder: tile } } });
  }
  if (weights === 'f32' || weights === 'f16') {
    found.push({ name: 'weights-q8', change: { weights: 'q8' } });
  }
  for (const tile of SAMPLER_TILES) {
    if (tile >= (samplerTiles === null ? longer : samplerTiles.tile * cell)) continue;
    const change = { samplerTiles: { tile, stride: tile / 2 } };
    found.push({ name: 'sampler-tiles', change });
  }
  if (weights === 'q8') found.push({ name: 'weights-q4', change: { weights: 'q4' } });
  for (const minSize of SMALLER_SIZES) {
    if (minSize < shorter) found.push({ name: 'smaller-size', change: { minSize } });
  }
  return found;
}

/** Pixels, the largest first; smaller ones cost more overlap than they save. */
const VAE_TILES = [512, 384, 256, 128];

/** Pixels: below the smaller one the network has never seen a picture. */
const SAMPLER_TILES = [1024, 768, 512];

/** Pixels of the shorter side. */
const SMALLER_SIZES = [1536, 1280, 1024, 768, 512];

/** The same restorer after a change. */
export function changed(
  restorer: SupirRestorer,
  { weights, promptBatch, minSize, samplerTiles, vaeTiles }: ForecastChange,
): SupirRestorer {
  return {
    ...restorer,
    ...(weights && { weights }),
    ...(promptBatch && { promptBatch }),
    ...(minSize !== undefined && { minSize }),
    ...(samplerTiles && { samplerTiles }),
    ...(vaeTiles && { vaeTiles }),
  };
}
