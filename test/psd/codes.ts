import { PanelError } from '../../src/core/errors';

/** The code of the error that `action` throws; the error itself where it is no `PanelError`. */
export function codeOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error instanceof PanelError ? error.code : error;
  }
  return 'nothing thrown';
}
