import type { Image, Image8 } from '../../../src/core/image';
import { ok, skipped, type Finding } from '../../store/checks';

/** Measures the connection to an editor. */
export interface MeasuredBridge {
  /** Sends `bytes` bytes to the plugin and has as many sent back. Resolves with bytes a second. */
  measure(
    bytes: number,
    signal: AbortSignal,
  ): Promise<{ readonly toPlugin: number; readonly toPage: number }>;
  /** Writes a picture to the active document, reads it back and removes it again. */
  probePixels(image: Image8, signal: AbortSignal): Promise<Image>;
}

export const NO_BRIDGE = 'no bridge here';

/** Measures the connection with so many MiB each way; skipped where there is no bridge. */
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
