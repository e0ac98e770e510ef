import { area, type Size } from '../core/geometry';

/** Tiles of a working picture, pixels. */
export interface SamplerTiles {
  readonly tile: number;
  readonly stride: number;
}

/** Largest picture that is sampled whole: one and a half times the size SDXL knows. */
const MAX_WHOLE_PIXELS = 1536 * 1536;

/** Tiles of the official tiled samplers (docs/supir.md, section 13). */
export const SAMPLER_TILES: SamplerTiles = { tile: 1024, stride: 512 };

/** Smallest side of a tile, pixels. */
export const SMALLEST_SAMPLER_TILE = 512;

/** null: the picture is sampled whole. */
export function samplerTilesFor(
  wanted: 'auto' | SamplerTiles | null,
  working: Size,
): SamplerTiles | null {
  if (wanted === null || (wanted === 'auto' && area(working) <= MAX_WHOLE_PIXELS)) return null;
  return wanted === 'auto' ? SAMPLER_TILES : wanted;
}

/** The next smaller tiles after those of side `tile`, or after none (null); null: there are none. */
export function smallerTilesThan(tile: number | null, working: Size): SamplerTiles | null {
  let side = (tile ?? 2 * SAMPLER_TILES.tile) / 2;
  // A tile that holds the whole picture would need as much as no tiles.
  while (side >= Math.max(working.width, working.height)) side /= 2;
  return side < SMALLEST_SAMPLER_TILE ? null : { tile: side, stride: side / 2 };
}
