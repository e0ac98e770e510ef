import { area, type Size } from '../../core/geometry';
import { vaeDownscale, type VaeConfig } from '../../networks/vae/vae-config';
import type { Autoencoder } from './autoencoder';
import { fitsWhole, vaeTiles, type VaeTiling } from './vae-tiles';

/**
 * Bytes of host memory in which the autoencoder's tiles wait for each other, between two norms, for
 * a picture of this size (docs/supir.md, section 11); 0 where it runs whole. The most is at full size: the decoder's second
 * level after it was enlarged, or, inside a residual block, the value and its shortcut.
 */
export function waitingBytes(
  tiling: Autoencoder['tiling'],
  { width, height }: Size,
  config: VaeConfig,
): number {
  if (tiling === null) return 0;
  const cell = vaeDownscale(config);
  const [first = 1, second = first] = config.channelMult;
  const values = config.channels * Math.max(second, 2 * first);
  const pixels = Math.max(
    tilesArea(height, width, tiling.encoder),
    tilesArea(height / cell, width / cell, tiling.decoder) * cell * cell,
  );
  return pixels * values * Float32Array.BYTES_PER_ELEMENT;
}

/** Area of all tiles with their overlaps, in the unit of the sizes. */
function tilesArea(height: number, width: number, tiling: VaeTiling): number {
  if (fitsWhole(height, width, tiling)) return 0;
  return vaeTiles(height, width, tiling, 1).reduce((sum, { input }) => sum + area(input), 0);
}
