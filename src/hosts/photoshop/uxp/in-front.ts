import { createCancel, type CancelSignal } from '../protocol/cancel';
import type { ModalScope, HostRoom } from './modal';

/**
 * Commands mean the active document: work in a modal scope with this one in front. The user may have
 * turned to another one since, and finds that in front again afterwards, whatever became of the work.
 */
export async function inFrontMeanwhile<T>(
  room: HostRoom,
  name: string,
  signal: CancelSignal,
  documentId: number,
  work: (scope: ModalScope) => Promise<T>,
): Promise<T> {
  const { app } = room.photoshop;
  let before: number | null = null;
  try {
    return await room.modal(name, signal, async (scope) => {
      before = app.activeDocument?.id ?? null;
      show(room, documentId);
      try {
        return await work(scope);
      } finally {
        showAgain(room, before);
      }
    });
  } finally {
    // After a cancel the scope refused that, too.
    if (isBehind(room, before)) {
      await room
        .modal(name, createCancel().signal, () => {
          showAgain(room, before);
          return Promise.resolve();
        })
        .catch(nothing);
    }
  }
}

/** Whether it is open, and another document in front. */
function isBehind({ photoshop: { app } }: HostRoom, id: number | null): boolean {
  return app.activeDocument?.id !== id && Array.from(app.documents).some((open) => open.id === id);
}

function show({ photoshop: { app } }: HostRoom, id: number | null): void {
  const document = Array.from(app.documents).find((open) => open.id === id);
  if (document !== undefined && app.activeDocument?.id !== id) app.activeDocument = document;
}

/**
 * Brings a document to the front; never throws, since the outcome of the work, which may be
 * committed by now, matters more.
 */
function showAgain(room: HostRoom, id: number | null): void {
  try {
    show(room, id);
  } catch {
    // Refused; it is tried once more outside of this scope.
  }
}

function nothing(): void {
  // The document that was worked on stays in front.
}
