import { type Size, scaleSize } from '../../src/core/geometry';
import type { OutputMode, Scale } from '../../src/core/document';
import { fitsLimit } from '../../src/core/document-limit';
import type { EditorHost } from '../../src/hosts/host';

/** Why an output mode is unavailable right now; null: it is available. */
export type ModeObstacle = 'host-cannot' | 'nothing-to-enlarge' | 'document-too-large' | null;

export type EditorAbilities = Pick<EditorHost, 'modes' | 'largestDocument'>;

/**
 * Why a mode is unavailable for this scale and document. At 1x the result has the size of the source,
 * so that only *in place* makes sense. `canvas`: the document's size; null while none is known.
 */
export function modeObstacle(
  mode: OutputMode,
  scale: Scale,
  host: EditorAbilities,
  canvas: Size | null,
): ModeObstacle {
  const unavailable = unavailableBecause(mode, scale, host.modes);
  if (unavailable !== null || canvas === null) return unavailable;
  const { largestDocument } = host;
  if (mode !== 'enlarge' || largestDocument === undefined) return null;
  return fitsLimit(scaleSize(canvas, scale), largestDocument) ? null : 'document-too-large';
}

/**
 * The mode that a run uses: the wanted one, or *in place* where that cannot be had. A document that
 * would become too large is no reason for *in place*: a smaller scale may be what the user wants.
 */
export function effectiveMode(
  wanted: OutputMode,
  scale: Scale,
  hostModes: readonly OutputMode[],
): OutputMode {
  return unavailableBecause(wanted, scale, hostModes) === null ? wanted : 'in-place';
}

/** Size of the restored region, in pixels of the result's own content. */
export function outputSize(region: Size, scale: Scale, mode: OutputMode): Size {
  return mode === 'in-place' ? region : scaleSize(region, scale);
}

function unavailableBecause(
  mode: OutputMode,
  scale: Scale,
  hostModes: readonly OutputMode[],
): Exclude<ModeObstacle, 'document-too-large'> {
  if (mode === 'in-place') return null;
  if (!hostModes.includes(mode)) return 'host-cannot';
  return scale === 1 ? 'nothing-to-enlarge' : null;
}
