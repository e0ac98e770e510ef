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
 * Directly above the layer that it is to replace, clipped and named as that is. What is clipped to
 * the replaced layer may lose that on the way (`clippedAbove`, `clipAgain`).
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

/**
 * Blend mode, opacity, fill and visibility of another layer: all that the API tells of a look beside
 * the clipping. Hidden last.
 */
export function drawLike(layer: PsLayer, other: PsLayer): void {
  const { blendMode, opacity, fillOpacity, visible } = other;
  if (layer.blendMode !== blendMode) layer.blendMode = blendMode;
  if (layer.opacity !== opacity) layer.opacity = opacity;
  if (layer.fillOpacity !== fillOpacity) layer.fillOpacity = fillOpacity;
  if (layer.visible !== visible) layer.visible = visible;
}

/** Whether the next layer above, in the same group, is clipped. `apart` is looked past. */
export function carriesClipped(document: PsDocument, layer: PsLayer, apart?: number): boolean {
  return clippedAbove(document, layer, apart).length > 0;
}

/**
 * The clipped layers directly above this one, in its group, the lowest first. `apart` is looked past.
 */
export function clippedAbove(
  document: PsDocument,
  layer: PsLayer,
  apart?: number,
): readonly PsLayer[] {
  const siblings = Array.from(layer.parent?.layers ?? document.layers)
    .filter(({ id }) => id !== apart)
    .reverse();
  const above = siblings.slice(siblings.findIndex(({ id }) => id === layer.id) + 1);
  const end = above.findIndex(({ isClippingMask }) => !isClippingMask);
  return end < 0 ? above : above.slice(0, end);
}

/**
 * Clips those that were released with a layer below them. The lowest first: each needs one to be
 * clipped to.
 */
export function clipAgain(layers: readonly PsLayer[]): void {
  for (const layer of layers) if (!layer.isClippingMask) layer.isClippingMask = true;
}

/** All of a look but clipping, on a layer that is new. Hidden last: what is hidden takes no more. */
export function drawAs(layer: PsLayer, { visible, blendMode, opacity, fill }: LayerLook): void {
  if (blendMode !== PLAIN_LOOK.blendMode) layer.blendMode = scriptNameOf(blendMode);
  if (opacity !== PLAIN_LOOK.opacity) layer.opacity = opacity * 100;
  if (fill !== PLAIN_LOOK.fill) layer.fillOpacity = fill * 100;
  if (!visible) layer.visible = false;
}
