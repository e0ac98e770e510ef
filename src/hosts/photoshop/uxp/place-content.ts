import type { DocRect } from '../../../core/geometry';
import { rectOfBounds } from './documents';
import { photoshopFailed } from './errors';
import { play } from './commands';
import type { HostRoom } from './modal';
import type { PsDocument, PsLayer } from './types/photoshop';

/** How far an edge may be off after Photoshop has scaled and rounded. */
const TOLERANCE = 1;

/**
 * Most scalings of a placed picture: sizes are measured rounded, so that one scaling of a small
 * picture may miss.
 */
const MAX_TRIES = 3;

/**
 * Places a file as a smart object, so that what is visible of it lies on `visible`. Where Photoshop
 * puts it first depends on its resolution and the user's preferences, so that is measured, and it is
 * scaled and moved from there.
 */
export async function placeContent(
  room: HostRoom,
  document: PsDocument,
  token: string,
  visible: DocRect,
): Promise<PsLayer> {
  await play(room, { _obj: 'placeEvent', null: { _path: token, _kind: 'local' } });
  const [layer] = Array.from(document.activeLayers);
  if (layer === undefined || layer.kind !== 'smartObject') {
    throw photoshopFailed('place', null);
  }
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const { width, height } = rectOfBounds(layer.boundsNoEffects);
    if (width === visible.width && height === visible.height) break;
    await layer.scale(
      (100 * visible.width) / width,
      (100 * visible.height) / height,
      room.photoshop.constants.AnchorPosition.TOPLEFT,
    );
  }
  const scaled = rectOfBounds(layer.boundsNoEffects);
  if (scaled.x !== visible.x || scaled.y !== visible.y) {
    await layer.translate(visible.x - scaled.x, visible.y - scaled.y);
  }
  const last = rectOfBounds(layer.boundsNoEffects);
  const off = [
    last.x - visible.x,
    last.y - visible.y,
    last.x + last.width - visible.x - visible.width,
    last.y + last.height - visible.y - visible.height,
  ];
  if (off.some((pixels) => Math.abs(pixels) > TOLERANCE)) {
    throw photoshopFailed(`placed ${off.join(', ')} pixels off`, null);
  }
  return layer;
}
