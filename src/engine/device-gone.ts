import { PanelError } from '../core/errors';

/** Codes of errors after which the device, or the module that drives it, gets no other job. */
const DEVICE_IS_GONE: ReadonlySet<string> = new Set([
  'device-lost',
  'out-of-memory',
  'network-out-of-memory',
  'runtime-failed',
  'network-failed',
]);

export function isDeviceGone(error: unknown): boolean {
  return error instanceof PanelError && DEVICE_IS_GONE.has(error.code);
}
