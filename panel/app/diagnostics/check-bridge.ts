import type { Image, Image8 } from '../../../src/core/image';
import { ok, skipped, type Finding } from '../../store/checks';

/** A way to an editor that can be measured. */
export interface MeasuredBridge {
  /** Sends so many bytes there, and then as many back. Bytes a second. */
  measure(
    bytes: number,
    signal: AbortSignal,
  ): Promise<{ readonly toPlugin: number; readonly toPage: number }>;
  /** Writes a picture to the active document, reads it back and takes it back. */
  probePixels(image: Image8, signal: AbortSignal): Promise<Image>;
}

export const NO_BRIDGE = 'no bridge here';

export async function checkBridge(
  bridge: MeasuredBridge | null,
  mebibytes: number,
  signal: AbortSignal,
): Promise<Finding> {
  if (bridge === null) return skipped(NO_BRIDGE);
  const { toPlugin, toPage } = await bridge.measure(mebibytes * 2 ** 20, signal);
  return ok({
    MiB: mebibytes,
    'to Photoshop MB/s': Math.round(toPlugin / 1e5) / 10,
    'to the page MB/s': Math.round(toPage / 1e5) / 10,
  });
}
