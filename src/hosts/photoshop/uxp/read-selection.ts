import { type DocRect, intersect, isEmpty, rectOfSize } from '../../../core/geometry';
import type { Mask } from '../../../core/mask';
import type { CancelSignal } from '../protocol/cancel';
import { documentOf, rectOfBounds } from './documents';
import { quickMaskOn } from './errors';
import { getSelection } from './pixel-calls';
import { maskOf, noPixels } from './read-pixels';
import { requireSize, untilRead } from './reading';
import type { HostRoom } from './modal';

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
