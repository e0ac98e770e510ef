import type { DeviceKind } from '../core/events';
import { DeviceError, PanelError } from '../core/errors';

/** The texts under which engines and the runtime report that memory ran out. */
const OUT_OF_MEMORY_TEXT =
  /out of memory|\boom\b|bad_alloc|failed to allocate|allocation failed|buffer size|cannot enlarge memory/i;

const OUT_OF_MEMORY = 'out-of-memory';
const NETWORK_FAILED = 'network-failed';

export function outOfMemory(device: DeviceKind, cause?: unknown): DeviceError {
  return new DeviceError({
    code: OUT_OF_MEMORY,
    message: `The ${device === 'webgpu' ? 'graphics adapter' : 'processor'} ran out of memory for this picture.`,
    hint: 'Close other programs, or restore a smaller selection.',
    details: { device },
    cause,
  });
}

export function isOutOfMemory(error: unknown): error is DeviceError {
  return error instanceof DeviceError && error.code === OUT_OF_MEMORY;
}

export function deviceLost(reason: string): DeviceError {
  return new DeviceError({
    code: 'device-lost',
    message: 'The graphics adapter stopped working in the middle of the run.',
    hint: 'Run it again; if it happens again, update the graphics driver or use the processor.',
    details: { reason },
  });
}

/** The runtime itself did not start: files missing, blocked, or no wasm. */
export function runtimeFailed(device: DeviceKind, cause: unknown): Error {
  if (cause instanceof PanelError && cause.code !== NETWORK_FAILED) return cause;
  return new DeviceError({
    code: 'runtime-failed',
    message: 'The network runtime could not be started.',
    hint: 'Reload the panel; if it stays, its files on the server are not complete.',
    details: { device, reason: textOf(cause) },
    cause,
  });
}

/** What a session or a run threw; errors that are not about the device stay what they are. */
export function runFailure(device: DeviceKind, cause: unknown): Error {
  if (cause instanceof PanelError) return cause;
  if (OUT_OF_MEMORY_TEXT.test(textOf(cause))) return outOfMemory(device, cause);
  return new DeviceError({
    code: NETWORK_FAILED,
    message: 'The network runtime could not finish the calculation.',
    hint: 'Run it again; if it happens again, use the other device and send the diagnostics.',
    details: { device, reason: textOf(cause).slice(0, 500) },
    cause,
  });
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
