import { createTurns } from '../../../core/turns';
import { abortError, type CancelSignal } from '../protocol/cancel';
import type { BridgeClock } from '../protocol/bridge-port';
import { asPanelError, photoshopBusy, photoshopCancelled } from './errors';
import type { ModalContext, PhotoshopCore, PhotoshopModule } from './types/photoshop';
import type { UxpModule } from './types/uxp';

export interface ModalScope {
  readonly context: ModalContext;
  /**
   * Checks for a cancel; to be called between two steps.
   *
   * @throws an error named `AbortError`, or HostError `photoshop-cancelled`, once the page or the user
   *   (Esc) has cancelled
   */
  check(): void;
}

export type RunModal = <T>(
  name: string,
  signal: CancelSignal,
  work: (scope: ModalScope) => Promise<T>,
) => Promise<T>;

/** Dependencies of the operations on documents. */
export interface HostRoom {
  readonly photoshop: PhotoshopModule;
  readonly uxp: UxpModule;
  readonly clock: BridgeClock;
  readonly modal: RunModal;
  /** Most bytes of one answer. */
  readonly maxBytes: number;
}

export interface ModalOptions {
  readonly core: PhotoshopCore;
  readonly clock: BridgeClock;
  /** Pauses before each retry while another plugin has the modal scope, milliseconds. */
  readonly busyWaitsMs?: readonly number[];
}

const BUSY_WAITS_MS = [250, 500, 1000, 2000, 4000, 8000];

/** Photoshop's error number for "the host is in a modal state". */
const MODAL_STATE = 9;

/**
 * Runs work in a modal scope, one after another. After each of these errors, whatever was done in a
 * suspended history has been rolled back.
 *
 * @throws HostError `photoshop-busy` (somebody else kept the scope), `photoshop-cancelled` (Esc),
 *   `photoshop-failed`, or an `AbortError`
 */
export function createModal({ core, clock, busyWaitsMs = BUSY_WAITS_MS }: ModalOptions): RunModal {
  const turns = createTurns();
  return (name, signal, work) =>
    turns.take(async () => {
      for (const waitMs of busyWaitsMs) {
        signal.throwIfCancelled();
        try {
          return await attempt(core, name, signal, work);
        } catch (error) {
          if (!isBusy(error)) throw error;
        }
        await pause(clock, waitMs, signal);
      }
      try {
        return await attempt(core, name, signal, work);
      } catch (error) {
        throw isBusy(error) ? photoshopBusy() : error;
      }
    });
}

/** Runs work in one modal scope. @throws also Photoshop's own error where it is in a modal state. */
async function attempt<T>(
  core: PhotoshopCore,
  name: string,
  signal: CancelSignal,
  work: (scope: ModalScope) => Promise<T>,
): Promise<T> {
  const state: { escaped: boolean; thrown: { readonly error: unknown } | null } = {
    escaped: false,
    thrown: null,
  };
  const inScope = async (context: ModalContext): Promise<T> => {
    const check = (): void => {
      state.escaped ||= context.isCancelled;
      if (state.escaped) throw photoshopCancelled();
      signal.throwIfCancelled();
    };
    try {
      check();
      // Not looked at again afterwards: the work may have been committed by then.
      return await work({ context, check });
    } catch (error) {
      // Kept here, since it may not come out of the scope as the object that it was.
      state.thrown = { error };
      throw error;
    } finally {
      state.escaped ||= context.isCancelled;
    }
  };
  try {
    return await core.executeAsModal(inScope, { commandName: name });
  } catch (outside) {
    if (state.escaped) throw photoshopCancelled();
    const { error } = state.thrown ?? { error: outside };
    if (isBusy(error)) throw error;
    throw asPanelError(name, error);
  }
}

function isBusy(error: unknown): boolean {
  return (error as { number?: unknown } | null)?.number === MODAL_STATE;
}

/** Waits for some milliseconds; rejects at once when cancelled. */
export function pause(clock: BridgeClock, ms: number, signal: CancelSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = clock.setTimeout(() => {
      stop();
      resolve();
    }, ms);
    const stop = signal.onCancel(() => {
      clock.clearTimeout(timer);
      reject(abortError());
    });
  });
}
