import type { DocRect } from '../../../core/geometry';
import { shareOf } from './appearance';
import { getLayerMask } from './pixel-calls';
import { noPixels, type Pixels } from './read-pixels';
import { isPassing } from './reading';
import type { HostRoom } from './modal';
import type { MaskKind, PsDocument, PsLayer } from './types/photoshop';

export interface HidingMask {
  /** The mask's pixels as they are painted, before its density. */
  readonly values: Pixels;
  /** 0…1: how much of that counts. */
  readonly density: number;
}

/**
 * Photoshop trims what it gives, and rejects where nothing is left; what a mask has where it gives
 * nothing is nowhere documented. Harsher reading: it hides there, so that nothing hidden comes back.
 */
export async function hidingMask(
  room: HostRoom,
  document: PsDocument,
  layer: PsLayer,
  kind: MaskKind,
  part: DocRect,
): Promise<HidingMask> {
  const density = shareOf(kind === 'user' ? layer.layerMaskDensity : layer.vectorMaskDensity);
  try {
    return { values: await getLayerMask(room, document, layer.id, kind, part), density };
  } catch (error) {
    if (isPassing(error)) throw error;
    return { values: noPixels(8), density };
  }
}
