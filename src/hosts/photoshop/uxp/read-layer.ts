import { type DocRect, intersect, isEmpty, rectOfSize } from '../../../core/geometry';
import { CHANNELS } from '../../../core/image';
import type { LayerKind, SourceLayer } from '../../../core/document';
import type { CancelSignal } from '../protocol/cancel';
import { appearanceOf, masksOf } from './appearance';
import { depthOf, documentOf, kindOf, layerOf, rectOfBounds } from './documents';
import { layerHasNoPixels } from '../../../core/document-errors';
import { hidingMask, type HidingMask } from './hiding-mask';
import { getPixels, readColors, requireMode } from './pixel-calls';
import { hideBy, imageOf, maskOf, noPixels } from './read-pixels';
import { requireSize, untilRead } from './reading';
import type { HostRoom } from './modal';
import type { PsDocument, PsLayer } from './types/photoshop';

/** 16-bit RGBA, the most that an image can have. */
const MAX_BYTES_A_PIXEL = CHANNELS * 2;

/**
 * The layer's own pixels on exactly `docRect`, of a clipped one as its masks show them, and how it is
 * drawn. Only the part that lies in the layer and on the canvas is read. Colours come as sRGB: what
 * has another profile, gray and Lab are converted by Photoshop; what has no profile comes as it is.
 *
 * @throws DocumentError `document-gone`, `document-changed`, `layer-gone`, `layer-has-no-pixels`,
 *   `document-mode`; HostError as `createModal`, `bridge-too-large`
 */
export async function readLayer(
  room: HostRoom,
  ref: { readonly documentId: string; readonly layerId: string },
  docRect: DocRect,
  signal: CancelSignal,
): Promise<SourceLayer> {
  requireSize(docRect, MAX_BYTES_A_PIXEL, room.maxBytes);
  // What cannot be read is told before anybody waits for the scope.
  readable(room, ref);
  const { appearance, colors, pixels, hiding } = await untilRead(room, signal, () =>
    room.modal('Read Pixels', signal, async (scope) => {
      const { document, layer } = readable(room, ref);
      const masks = await masksOf(room, document, layer);
      const appearance = appearanceOf(document, layer, masks);
      const colors = readColors(document);
      const canvas = rectOfSize({ width: document.width, height: document.height });
      const own = rectOfBounds(layer.boundsNoEffects);
      const part = intersect(intersect(docRect, own), canvas);
      if (isEmpty(part)) {
        return { appearance, colors, pixels: noPixels(depthOf(document)), hiding: [] };
      }
      const pixels = await getPixels(room, document, layer.id, part);
      const kinds = appearance.clipped ? masks.on : [];
      const hiding: HidingMask[] = [];
      for (const kind of kinds) {
        hiding.push(await hidingMask(room, document, layer, kind, part));
        scope.check();
      }
      return { appearance, colors, pixels, hiding };
    }),
  );
  const image = imageOf(pixels, docRect);
  for (const { values, density } of hiding) hideBy(image, maskOf(values, docRect), density);
  return { image, colors, appearance };
}

/** Photoshop refuses them in words that differ. */
const NO_PIXELS: readonly LayerKind[] = ['group', 'adjustment'];

function readable(
  room: HostRoom,
  ref: { readonly documentId: string; readonly layerId: string },
): { readonly document: PsDocument; readonly layer: PsLayer } {
  const document = documentOf(room.photoshop.app, ref.documentId);
  requireMode(document);
  const layer = layerOf(document, ref.layerId);
  if (NO_PIXELS.includes(kindOf(layer))) throw layerHasNoPixels(layer.name, kindOf(layer));
  return { document, layer };
}
