import { intersect, isEmpty, rectOfSize, area, type DocRect } from '../../../core/geometry';
import { createImage, CHANNELS, type Image } from '../../../core/image';
import type { Mask } from '../../../core/mask';
import type { LayerKind } from '../../host';
import type { CancelSignal } from '../protocol/cancel';
import { bridgeTooLarge } from '../protocol/errors';
import type { HostRoom } from './room';
import { depthOf, documentOf, kindOf, layerOf, rectOfBounds } from './documents';
import { layerHasNoPixels, quickMaskOn } from './errors';
import { pause } from './modal';
import { getPixels, getSelection, requireMode } from './pixel-calls';
import { imageOf, maskOf } from './read-pixels';
import type { PsDocument, PsLayer } from './types/photoshop';

/** 16-bit RGBA, the most that an image can have. */
const MAX_BYTES_A_PIXEL = CHANNELS * 2;

/**
 * The layer's own pixels on exactly `docRect`: only the part that lies in it, in the layer and on the
 * canvas is read. Colours come as sRGB: what has another profile, gray and Lab are converted by
 * Photoshop; what has no profile comes as it is.
 *
 * @throws DocumentError `document-gone`, `document-changed`, `layer-gone`, `layer-has-no-pixels`,
 *   `document-mode`; HostError as `createModal`, `bridge-too-large`
 */
export async function readLayer(
  room: HostRoom,
  ref: { readonly documentId: string; readonly layerId: string },
  docRect: DocRect,
  signal: CancelSignal,
): Promise<Image> {
  requireSize(docRect, MAX_BYTES_A_PIXEL, room.maxBytes);
  const { app } = room.photoshop;
  const { document, layer } = readable(room, ref);
  const part = intersect(
    intersect(docRect, rectOfBounds(layer.boundsNoEffects)),
    rectOfSize({ width: document.width, height: document.height }),
  );
  if (isEmpty(part)) return createImage(docRect, depthOf(document) === 8 ? 8 : 16);
  const pixels = await untilRead(room, signal, () =>
    room.modal('Read Pixels', signal, () => {
      const open = documentOf(app, ref.documentId);
      return getPixels(room, open, layerOf(open, ref.layerId).id, part);
    }),
  );
  return imageOf(pixels, docRect);
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
  if (NO_PIXELS.includes(kindOf(layer))) throw layerHasNoPixels(layer.name);
  return { document, layer };
}

function requireSize(size: DocRect, bytesAPixel: number, limit: number): void {
  const bytes = area(size) * bytesAPixel;
  if (bytes > limit) throw bridgeTooLarge(bytes, limit);
}

/** The coverage on exactly `docRect`; null where nothing is selected. */
export async function readSelection(
  room: HostRoom,
  documentId: string,
  docRect: DocRect,
  signal: CancelSignal,
): Promise<Mask | null> {
  requireSize(docRect, 1, room.maxBytes);
  const { app } = room.photoshop;
  const document = documentOf(app, documentId);
  if (document.quickMaskMode) throw quickMaskOn();
  const { bounds } = document.selection;
  if (bounds === null) return null;
  const canvas = rectOfSize({ width: document.width, height: document.height });
  const part = intersect(intersect(docRect, rectOfBounds(bounds)), canvas);
  const nothing = { rect: part, components: 1, data: new Uint8Array(0) };
  if (isEmpty(part)) return maskOf(nothing, docRect);
  const pixels = await untilRead(room, signal, () =>
    room.modal('Read Selection', signal, async () => {
      const open = documentOf(app, documentId);
      return open.selection.bounds === null ? null : await getSelection(room, open, part);
    }),
  );
  return pixels && maskOf(pixels, docRect);
}

/** Not -128, which is the user's cancel. */
const PASSING = /Code: -1(?!\d)/;

const READ_AGAIN_MS = [60, 120, 240];

/** A read right after a write fails now and then with this code, and works a moment later. */
async function untilRead<T>(
  room: HostRoom,
  signal: CancelSignal,
  read: () => Promise<T>,
): Promise<T> {
  for (const waitMs of READ_AGAIN_MS) {
    try {
      return await read();
    } catch (error) {
      if (!PASSING.test(String((error as Error).cause ?? error))) throw error;
    }
    await pause(room.clock, waitMs, signal);
  }
  return read();
}
