import { type LayerLook, PLAIN_LOOK } from '../../../core/document';
import { scriptNameOf } from './blend-modes';
import type { HostRoom } from './modal';
import type { PsDocument, PsLayer } from './types/photoshop';

/**
 * Directly above the source, in its group. Clipped where it is meant to be, and where the source is
 * part of a clipping stack: a layer between a base and what is clipped to it would become the base
 * of that.
 */
export async function putAbove(
  { photoshop: { constants } }: HostRoom,
  document: PsDocument,
  source: PsLayer,
  layer: PsLayer,
  look: LayerLook,
): Promise<void> {
  const clipped =
    look.clipped || source.isClippingMask || carriesClipped(document, source, layer.id);
  await layer.move(source, constants.ElementPlacement.PLACEBEFORE);
  // Photoshop may have clipped it by itself where it was before, or where it is now.
  if (layer.isClippingMask !== clipped) layer.isClippingMask = clipped;
}

/**
 * Directly above the layer that it is to replace: what is clipped to that is clipped to the new one then. Named and drawn
 * as that is now.
 */
export async function putInPlaceOf(
  { photoshop: { constants } }: HostRoom,
  replaced: PsLayer,
  layer: PsLayer,
): Promise<void> {
  const { isClippingMask, name } = replaced;
  await layer.move(replaced, constants.ElementPlacement.PLACEBEFORE);
  if (layer.isClippingMask !== isClippingMask) layer.isClippingMask = isClippingMask;
  if (layer.name !== name) layer.name = name;
}

/** All of another layer's look but clipping. Hidden last. */
export function drawLike(layer: PsLayer, other: PsLayer): void {
  const { blendMode, opacity, fillOpacity, visible } = other;
  if (layer.blendMode !== blendMode) layer.blendMode = blendMode;
  if (layer.opacity !== opacity) layer.opacity = opacity;
  if (layer.fillOpacity !== fillOpacity) layer.fillOpacity = fillOpacity;
  if (layer.visible !== visible) layer.visible = visible;
}

/** Whether the next layer above, in the same group, is clipped. `apart` is looked past. */
export function carriesClipped(document: PsDocument, layer: PsLayer, apart?: number): boolean {
  const siblings = Array.from(layer.parent?.layers ?? document.layers).filter(
    ({ id }) => id !== apart,
  );
  const above = siblings[siblings.findIndex(({ id }) => id === layer.id) - 1];
  return above?.isClippingMask === true;
}

/** All of a look but clipping, on a layer that is new. Hidden last: what is hidden takes no more. */
export function drawAs(layer: PsLayer, { visible, blendMode, opacity, fill }: LayerLook): void {
  if (blendMode !== PLAIN_LOOK.blendMode) layer.blendMode = scriptNameOf(blendMode);
  if (opacity !== PLAIN_LOOK.opacity) layer.opacity = opacity * 100;
  if (fill !== PLAIN_LOOK.fill) layer.fillOpacity = fill * 100;
  if (!visible) layer.visible = false;
}
