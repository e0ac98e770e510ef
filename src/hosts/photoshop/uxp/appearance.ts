import type { Appearance } from '../../../core/document';
import type { Fields } from '../protocol/parse';
import { blendModeOfScript } from './blend-modes';
import { play } from './commands';
import { kindOf } from './documents';
import type { HostRoom } from './modal';
import { carriesClipped } from './stacking';
import type { MaskKind, PsDocument, PsLayer } from './types/photoshop';

export interface LayerMasks {
  /** Whether the layer may have a mask, enabled or not. */
  readonly any: boolean;
  /** The layer's masks that exist and are enabled. */
  readonly on: readonly MaskKind[];
}

/**
 * Layer objects do not tell of masks, descriptors do. Nothing documents their fields; they are as
 * plugins use them. Harsher reading: a layer is masked unless that is denied, and a mask is on unless
 * it is told to be off.
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
  const { hasUserMask, userMaskEnabled, hasVectorMask, vectorMaskEnabled } = told as Fields;
  const on: MaskKind[] = [];
  if (hasUserMask === true && userMaskEnabled !== false) on.push('user');
  if (hasVectorMask === true && vectorMaskEnabled !== false) on.push('vector');
  return { any: hasUserMask !== false || hasVectorMask !== false, on };
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

/** Converts a percentage, which may have fractions, to 0…1. */
export function shareOf(percent: number): number {
  return Math.min(1, Math.max(0, percent / 100));
}
