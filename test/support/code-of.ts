import { PanelError } from '../../src/core/errors';

/** The code of the `PanelError` that `action` throws; anything else is thrown on. */
export function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof PanelError) return error.code;
    throw error;
  }
  return 'nothing was thrown';
}
