import type { DeviceKind } from '../core/events';
import { DeviceError, PanelError } from '../core/errors';

/** Texts by which engines and the runtime report that memory ran out. */
const OUT_OF_MEMORY_TEXT =
  /out of memory|\boom\b|bad_alloc|failed to allocate|allocation failed|buffer size|cannot enlarge memory/i;

const OUT_OF_MEMORY = 'out-of-memory';
const NETWORK_FAILED = 'network-failed';

/**
 * Error where WebGPU cannot be used.
 * @param reason the end of the sentence “WebGPU is not available: …”
 */
export function noWebGpu(reason: string, cause?: unknown): DeviceError {
  return new DeviceError({
    code: 'no-webgpu',
    message: `WebGPU is not available: ${reason}.`,
    hint: 'Choose "auto" or the processor (wasm), or update the browser and the graphics driver.',
    details: { reason },
    cause,
  });
}

/**
 * Error where memory ran out, or where too little can be expected.
 * @param device `null` where any device would have too little
 */
export function outOfMemory(device: DeviceKind | null, cause?: unknown): DeviceError {
  const name = { webgpu: 'graphics adapter', wasm: 'processor', none: 'device' }[device ?? 'none'];
  return new DeviceError({
    code: OUT_OF_MEMORY,
    message: `The ${name} has too little memory for this picture.`,
    hint: 'Close other programs, restore a smaller selection, or use the other device.',
    details: device === null ? {} : { device },
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

/** Error for a runtime that did not start: files missing, blocked, or no wasm. */
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

/** Error of a session or run that threw `cause`; one not about the device stays as it is. */
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

/** Why the device failed: `details.reason` of the error where it has one, otherwise its message. */
export function reasonOf(error: unknown): string {
  const reason = error instanceof PanelError ? error.details['reason'] : undefined;
  return typeof reason === 'string' ? reason : textOf(error);
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
