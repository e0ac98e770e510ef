import { scaleSize, type Size } from '../../src/core/geometry';
import type { OutputMode, Scale } from '../../src/core/output';

/** Why a mode cannot be had right now; null: it can. */
export type ModeObstacle = 'host-cannot' | 'nothing-to-enlarge' | null;

/** At 1x the result has the size of the source, so only *in place* means anything. */
export function modeObstacle(
  mode: OutputMode,
  scale: Scale,
  hostModes: readonly OutputMode[],
): ModeObstacle {
  if (mode === 'in-place') return null;
  if (!hostModes.includes(mode)) return 'host-cannot';
  return scale === 1 ? 'nothing-to-enlarge' : null;
}

/** The mode that a run uses: the wanted one, or *in place* where that cannot be had. */
export function effectiveMode(
  wanted: OutputMode,
  scale: Scale,
  hostModes: readonly OutputMode[],
): OutputMode {
  return modeObstacle(wanted, scale, hostModes) === null ? wanted : 'in-place';
}

/** How large the region becomes, in pixels of the result's own content. */
export function outputSize(region: Size, scale: Scale, mode: OutputMode): Size {
  return mode === 'in-place' ? region : scaleSize(region, scale);
}
