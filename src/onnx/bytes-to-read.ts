import type { DeviceKind } from '../core/events';
import { byteLength } from './dtype';
import type { Parameter } from './graph';
import { uploadKey, type Upload } from './upload';

/**
 * Bytes of files that sessions with these parameters would have to read; what several of them share
 * counts once. `isKept`: whether what becomes of a weight lies on the device already.
 */
export function bytesToRead(
  device: DeviceKind,
  parameters: readonly Parameter[],
  isKept: (upload: Upload) => boolean = () => false,
): number {
  // The processor's heap takes what the file's numbers are made into, with every session anew.
  if (device === 'wasm') return parameters.reduce((sum, one) => sum + byteLength(one), 0);
  const missing = new Map(
    parameters
      .filter(({ upload }) => !isKept(upload))
      .map(({ upload }) => [uploadKey(upload), upload.from.byteLength]),
  );
  return [...missing.values()].reduce((sum, bytes) => sum + bytes, 0);
}
