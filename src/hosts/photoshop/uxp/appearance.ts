import type { Appearance } from '../../host';
import { blendModeOfScript } from './blend-modes';
import { play } from './commands';
import { kindOf } from './documents';
import type { HostRoom } from './room';
import { carriesClipped } from './stacking';
import type { MaskKind, PsDocument, PsLayer } from './types/photoshop';

export interface LayerMasks {
  /** There is one, switched on or off. */
  readonly any: boolean;
  /** Those that are switched on. */
  readonly on: readonly MaskKind[];
}

/**
 * Layer objects do not tell of masks, descriptors do. Nothing documents their fields; they are as
 * plugins use them. Harsher reading: a mask that is not denied is there, and on.
 */
export async function masksOf(
  room: HostRoom,
  document: PsDocument,
  layer: PsLayer,
): Promise<LayerMasks> {
  const told = await play(room, {
    _obj: 'get',
    _target: [
      { _ref: 'layer', _id: layer.id },
      { _ref: 'document', _id: document.id },
    ],
  });
  const user = told['hasUserMask'] !== false;
  const vector = told['hasVectorMask'] !== false;
  const on: MaskKind[] = [];
  if (user && told['userMaskEnabled'] !== false) on.push('user');
  if (vector && told['vectorMaskEnabled'] !== false) on.push('vector');
  return { any: user || vector, on };
}

export function appearanceOf(document: PsDocument, layer: PsLayer, masks: LayerMasks): Appearance {
  return {
    visible: layer.visible,
    blendMode: blendModeOfScript(layer.blendMode),
    opacity: shareOf(layer.opacity),
    fill: shareOf(layer.fillOpacity),
    masked: masks.any,
    group: kindOf(layer) === 'group',
    clipped: layer.isClippingMask,
    base: carriesClipped(document, layer),
  };
}

/** Percent, with fractions, as 0…1. */
export function shareOf(percent: number): number {
  return Math.min(1, Math.max(0, percent / 100));
}
