import type { Size } from '../../core/geometry';
import type { VaeConfig } from '../../networks/vae/vae-config';
import type { Autoencoder } from './autoencoder';
import { VAE_HALVES, vaeMemory } from './vae-memory';

/**
 * Bytes in which the autoencoder's tiles wait for each other, between two norms, for a picture of
 * this size (docs/supir.md, section 11); 0 where it runs whole. In the computer's memory as far as
 * the card has no room (`vaeRoom`).
 */
export function waitingBytes(
  tiling: Autoencoder['tiling'],
  picture: Size,
  config: VaeConfig,
): number {
  const waiting = VAE_HALVES.map(
    (half) => vaeMemory(half, tiling?.[half] ?? null, picture, config).waiting,
  );
  return Math.max(...waiting);
}
