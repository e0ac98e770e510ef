import type { DeviceKind } from '../../core/events';
import { area, type Size } from '../../core/geometry';
import { CHANNELS } from '../../core/image';
import { RGB } from '../../pixels/planes';
import type { MemoryQuestion } from './card-memory';
import { stepView } from './card-memory';
import type { SupirPlan } from './plan';
import { stepActivationBytes } from './step-memory';
import { VAE_HALVES, vaeMemory } from './vae-memory';
import { vaeRoom } from './vae-room';
import { weightBytes } from './weight-bytes';

/**
 * Pictures in 32 bits at the working size: what the control branch sees and its copy for the next
 * run, the stage-1 picture, the decoded one, whose colours are set right in place, and of a try the whole
 * that it is laid over.
 */
const WORKING_PICTURES = 5;

/** The layer's pixels, the same filled, and the result. */
const CONTEXT_PICTURES = 3;

/** Memory of the computer that a run needs, bytes. */
export function hostMemory(
  plan: SupirPlan,
  device: DeviceKind,
  context: Size,
  { config, floats, guided }: Omit<MemoryQuestion, 'heldBytes'>,
): number {
  const { working, vaeTiling, policy } = plan;
  const pictures =
    WORKING_PICTURES * area(working) * RGB * Float32Array.BYTES_PER_ELEMENT +
    CONTEXT_PICTURES * area(context) * CHANNELS;
  const weights = weightBytes(floats, plan.weights, policy.floats);
  if (device === 'webgpu') return pictures + vaeRoom(plan, config.vae, weights).onHost;
  const halves = VAE_HALVES.map((half) =>
    vaeMemory(half, vaeTiling?.[half] ?? null, working, config.vae),
  );
  // One network after the other, each with all that it computes.
  return (
    pictures +
    Math.max(
      weights.texts,
      weights.step +
        stepActivationBytes(config.step, policy.floats, stepView(plan, config, guided)),
      weights.autoencoder + Math.max(...halves.map((half) => half.waiting + half.computing)),
    )
  );
}
