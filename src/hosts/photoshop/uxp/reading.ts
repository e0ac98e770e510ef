import { type Size, area } from '../../../core/geometry';
import type { CancelSignal } from '../protocol/cancel';
import { bridgeTooLarge } from '../protocol/errors';
import { pause, type HostRoom } from './modal';

/** @throws HostError `bridge-too-large` */
export function requireSize(size: Size, bytesAPixel: number, limit: number): void {
  const bytes = area(size) * bytesAPixel;
  if (bytes > limit) throw bridgeTooLarge(bytes, limit);
}

/** Matches Photoshop's error -1, which passes; not -128, which is the user's cancel. */
const PASSING = /Code: -1(?!\d)/;

const READ_AGAIN_MS = [60, 120, 240];

export function isPassing(error: unknown): boolean {
  return PASSING.test(String((error as Error).cause ?? error));
}

/**
 * Repeats a read that fails with error -1: right after a write that happens now and then, and works
 * a moment later.
 */
export async function untilRead<T>(
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
