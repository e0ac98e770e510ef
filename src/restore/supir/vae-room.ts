import type { VaeConfig } from '../../networks/vae/vae-config';
import type { SupirPlan } from './plan';
import {
  isStepInTheWay,
  VAE_HALVES,
  vaeBytesOnCard,
  vaeBytesOnHost,
  vaeMemory,
} from './vae-memory';
import type { WeightBytes } from './weight-bytes';

/** Where the autoencoder of a plan finds room, bytes: the most of either half. */
export interface VaeRoom {
  /** On the card, weights that stay there meanwhile included. */
  readonly onCard: number;
  /** What waits in host memory between two norms. */
  readonly onHost: number;
}

/** With all weights of step and autoencoder on the card, but where the step's have to go. */
export function vaeRoom(
  { working, vaeTiling, cardBytes }: Pick<SupirPlan, 'working' | 'vaeTiling' | 'cardBytes'>,
  config: VaeConfig,
  weights: WeightBytes,
): VaeRoom {
  const kept = weights.step + weights.autoencoder;
  const rooms = VAE_HALVES.map((half): VaeRoom => {
    const memory = vaeMemory(half, vaeTiling?.[half] ?? null, working, config);
    const beside = isStepInTheWay(memory, cardBytes - kept, kept) ? weights.autoencoder : kept;
    const free = cardBytes - beside;
    return { onCard: beside + vaeBytesOnCard(memory, free), onHost: vaeBytesOnHost(memory, free) };
  });
  return {
    onCard: Math.max(...rooms.map(({ onCard }) => onCard)),
    onHost: Math.max(...rooms.map(({ onHost }) => onHost)),
  };
}
