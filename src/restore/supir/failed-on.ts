import { DeviceError, withDetails } from '../../core/errors';
import type { SupirPart } from '../../core/events';
import { isOutOfMemory } from '../../onnx/failure';
import type { CardMemory, CardPhase } from './card-memory';

/** An error of a card that was too small, and the bytes that were not there; null: another error. */
export function failedOn(
  error: unknown,
  part: SupirPart,
  { phases, restingBytes }: CardMemory,
): { readonly error: DeviceError; readonly peakBytes: number } | null {
  if (!(error instanceof DeviceError)) return null;
  const isNetwork = error.code === 'network-out-of-memory';
  if (!isNetwork && !isOutOfMemory(error)) return null;
  // Where the network was not even made, its weights alone found no room.
  const peakBytes = Math.round(isNetwork ? restingBytes : phases[phaseOf(part)]);
  return { error: withDetails(error, { peakBytes }), peakBytes };
}

function phaseOf(part: SupirPart): CardPhase {
  if (part === 'text') return 'texts';
  return part === 'sample' ? 'step' : 'autoencoder';
}
