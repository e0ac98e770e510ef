import type { Size } from '../../../core/geometry';
import type { Image } from '../../../core/image';
import type { CancelSignal } from '../protocol/cancel';
import type { Handler } from '../protocol/responder';
import { bridgeProtocol } from '../protocol/errors';
import { checked, SIZE } from '../protocol/parse';
import { documentOf, documentKey } from './documents';
import { documentGone } from '../../../core/document-errors';
import { imageFrom } from './insert-request';
import { getPixels, putPixels, requireMode } from './pixel-calls';
import { imageOf } from './read-pixels';
import type { HostRoom } from './modal';

const PROBE_NAME = 'Test Pixels';

/**
 * Diagnostics: writes an 8-bit RGBA picture to a new layer of the active document, reads it back, and
 * takes all of it back. The answer is what was read, so that alpha, range and colour can be compared.
 */
export function probeHandlers(room: HostRoom): Readonly<Record<string, Handler>> {
  return {
    probePixels: async ({ params, blobs, signal }) => {
      const size = checked(SIZE, params, 'probe');
      const [bytes] = blobs;
      if (bytes === undefined) throw bridgeProtocol('probe');
      const { width, height, depth, data } = await roundTrip(room, size, bytes, signal);
      return { value: { width, height, depth }, blobs: [new Uint8Array(data.buffer)] };
    },
  };
}

async function roundTrip(
  room: HostRoom,
  size: Size,
  bytes: Uint8Array,
  signal: CancelSignal,
): Promise<Image> {
  const image = imageFrom(size, 8, bytes);
  const { app } = room.photoshop;
  if (app.activeDocument === null) throw documentGone();
  requireMode(app.activeDocument);
  const key = documentKey(app.activeDocument);
  const rect = { x: 0, y: 0, width: size.width, height: size.height };
  return room.modal(PROBE_NAME, signal, async ({ context: { hostControl } }) => {
    const document = documentOf(app, key);
    const history = await hostControl.suspendHistory({
      documentID: document.id,
      name: PROBE_NAME,
    });
    const layer = await document.createPixelLayer({ name: PROBE_NAME });
    await putPixels(room, document, layer.id, image, rect);
    const seen = await getPixels(room, document, layer.id, rect);
    await hostControl.resumeHistory(history, false);
    return imageOf(seen, rect);
  });
}
