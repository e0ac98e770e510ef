import { photoshopFailed } from './errors';
import type { HostRoom } from './room';
import type { Descriptor } from './types/photoshop';

/** One action command; a failed one answers instead of throwing. */
export async function play(room: HostRoom, command: Descriptor): Promise<Descriptor> {
  const [answer] = await room.photoshop.action.batchPlay([command], {});
  if (answer === undefined || answer._obj === 'error') {
    const message = answer?.['message'];
    throw photoshopFailed(command._obj, typeof message === 'string' ? message : null);
  }
  return answer;
}

/** Gives the active layer of the active document a mask that hides all of it. */
export async function hideAllMask(room: HostRoom): Promise<void> {
  await play(room, {
    _obj: 'make',
    new: { _class: 'channel' },
    at: { _ref: 'channel', _enum: 'channel', _value: 'mask' },
    using: { _enum: 'userMaskEnabled', _value: 'hideAll' },
  });
}

/**
 * Commands mean the active document. The user may have turned to another one since, and finds it in
 * front again afterwards. Inside a modal scope only.
 */
export async function withDocumentActive<T>(
  { photoshop: { app } }: HostRoom,
  documentId: number,
  work: () => Promise<T>,
): Promise<T> {
  const before = app.activeDocument;
  const target = Array.from(app.documents).find(({ id }) => id === documentId);
  if (target === undefined || before?.id === documentId) return work();
  app.activeDocument = target;
  try {
    return await work();
  } finally {
    if (before !== null) showAgain(app, before.id);
  }
}

/** After a cancel Photoshop refuses everything, this too; the error that is under way matters more. */
function showAgain(app: HostRoom['photoshop']['app'], id: number): void {
  const document = Array.from(app.documents).find((open) => open.id === id);
  if (document === undefined) return;
  try {
    app.activeDocument = document;
  } catch {
    // The document that was worked on stays in front.
  }
}
