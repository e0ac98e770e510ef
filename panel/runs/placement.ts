import type { RunNotice } from '../../src/core/events';
import { type Appearance, type LayerLook, PLAIN_LOOK } from '../../src/core/document';

/** Layer properties with which a result over its source changes nothing but the restored pixels. */
export interface Placement {
  readonly look: LayerLook;
  /** True where the source decides what shows, so that the result's own pixels have to be opaque. */
  readonly opaque: boolean;
  readonly notice: RunNotice | null;
}

/**
 * A plain source (opaque, Normal, 100 %, unmasked, visible, no group) gets a plain layer. Any other
 * gets an opaque one that is clipped to it, and goes on to decide with alpha, masks, mode, opacity
 * and visibility how much of it shows. A source that is itself clipped cannot be a base: its result
 * is clipped to the same base and drawn as the source is, with the source's alpha in its pixels.
 *
 * @param opaqueSource whether the source is fully opaque wherever the result's mask shows
 */
export function placementFor(source: Appearance, opaqueSource: boolean): Placement {
  if (source.clipped) return besideClipped(source, opaqueSource);
  const plain = isPlain(source) && opaqueSource && !source.base;
  return plain
    ? { look: PLAIN_LOOK, opaque: false, notice: null }
    : { look: { ...PLAIN_LOOK, clipped: true }, opaque: true, notice: null };
}

function isPlain(source: Appearance): boolean {
  const { visible, blendMode, opacity, fill, masked, group } = source;
  return visible && blendMode === 'normal' && opacity >= 1 && fill >= 1 && !masked && !group;
}

function besideClipped(source: Appearance, opaqueSource: boolean): Placement {
  const { visible, opacity, fill, blendMode } = source;
  // Only groups pass through, and the new layer is none.
  const known = blendMode === null || blendMode === 'pass-through' ? 'normal' : blendMode;
  const covers = blendMode === 'normal' && opacity >= 1 && fill >= 1 && opaqueSource;
  return {
    look: { clipped: true, visible, opacity, fill, blendMode: known },
    opaque: false,
    notice: visible && !covers ? 'adds-to-source' : null,
  };
}
