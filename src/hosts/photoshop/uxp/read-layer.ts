import { intersect, isEmpty, rectOfSize, area, type DocRect } from '../../../core/geometry';
import { CHANNELS } from '../../../core/image';
import type { Mask } from '../../../core/mask';
import type { LayerKind, SourceLayer } from '../../host';
import type { CancelSignal } from '../protocol/cancel';
import { bridgeTooLarge } from '../protocol/errors';
import type { HostRoom } from './room';
import { appearanceOf, masksOf, shareOf } from './appearance';
import { depthOf, documentOf, kindOf, layerOf, rectOfBounds } from './documents';
import { layerHasNoPixels, quickMaskOn } from './errors';
import { pause } from './modal';
import { getLayerMask, getPixels, getSelection, requireMode } from './pixel-calls';
import { hideBy, imageOf, maskOf, noPixels, type Pixels } from './read-pixels';
import type { MaskKind, PsDocument, PsLayer } from './types/photoshop';

/** 16-bit RGBA, the most that an image can have. */
const MAX_BYTES_A_PIXEL = CHANNELS * 2;

/**
 * The layer's own pixels on exactly `docRect`, and how it is drawn: only the part that lies in it, in the layer and on the
 * canvas is read. Colours come as sRGB: what has another profile, gray and Lab are converted by
 * Photoshop; what has no profile comes as it is. Of a clipped layer the alpha is what its masks leave.
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
  const { appearance, pixels, hiding } = await untilRead(room, signal, () =>
    room.modal('Read Pixels', signal, async (scope) => {
      const { document, layer } = readable(room, ref);
      const masks = await masksOf(room, document, layer);
      const appearance = appearanceOf(document, layer, masks);
      const canvas = rectOfSize({ width: document.width, height: document.height });
      const own = rectOfBounds(layer.boundsNoEffects);
      const part = intersect(intersect(docRect, own), canvas);
      if (isEmpty(part)) return { appearance, pixels: noPixels(depthOf(document)), hiding: [] };
      const pixels = await getPixels(room, document, layer.id, part);
      const kinds = appearance.clipped ? masks.on : [];
      const hiding: HidingMask[] = [];
      for (const kind of kinds) {
        hiding.push(await hidingMask(room, document, layer, kind, part));
        scope.check();
      }
      return { appearance, pixels, hiding };
    }),
  );
  const image = imageOf(pixels, docRect);
  for (const { values, density } of hiding) hideBy(image, maskOf(values, docRect), density);
  return { image, appearance };
}

interface HidingMask {
  readonly values: Pixels;
  /** 0…1 */
  readonly density: number;
}

/**
 * Photoshop trims what it gives, and rejects where nothing is left; what a mask has where it gives
 * nothing is nowhere documented. Harsher reading: it hides there, so that nothing hidden comes back.
 */
async function hidingMask(
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
  if (isEmpty(part)) return maskOf(noPixels(8), docRect);
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

function isPassing(error: unknown): boolean {
  return PASSING.test(String((error as Error).cause ?? error));
}

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
      if (!isPassing(error)) throw error;
    }
    await pause(room.clock, waitMs, signal);
  }
  return read();
}
