import { PanelError } from '../../src/core/errors';

/**
 * The code of the `PanelError` that an action throws or a promise rejects with; null where all goes well.
 * Any other error goes on.
 */
export function codeOf(action: () => unknown): string | null;
export function codeOf(promise: Promise<unknown>): Promise<string | null>;
export function codeOf(
  work: (() => unknown) | Promise<unknown>,
): string | null | Promise<string | null> {
  if (work instanceof Promise) return work.then(() => null, codeOrThrow);
  try {
    work();
    return null;
  } catch (error) {
    return codeOrThrow(error);
  }
}

function codeOrThrow(error: unknown): string {
  if (error instanceof PanelError) return error.code;
  throw error;
}
