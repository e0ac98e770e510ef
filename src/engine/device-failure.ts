import { DeviceError, PanelError } from '../core/errors';
import type { GpuFailure } from '../core/events';
import { reasonOf } from '../onnx/failure';

const FAILURES: Readonly<Record<string, GpuFailure>> = {
  'no-webgpu': 'gpu-no-device',
  'runtime-failed': 'gpu-no-runtime',
};

export interface FailedGpu {
  readonly failure: GpuFailure;
  /** Reason in words, as `EngineReport.webgpuReason`. */
  readonly reason: string;
}

/** Reason why the graphics adapter did not start; null: an error of another kind. */
export function failedGpu(error: unknown): FailedGpu | null {
  if (!(error instanceof PanelError)) return null;
  const failure = FAILURES[error.code];
  return failure === undefined ? null : { failure, reason: reasonOf(error) };
}

/** Error of a run that must not go from the graphics adapter to the processor by itself. */
export function gpuUnusable({ failure, reason }: FailedGpu, cause: unknown): DeviceError {
  return new DeviceError({
    code: 'gpu-unusable',
    message: 'The graphics adapter is there but could not be used.',
    hint: 'Try again to go on without the GPU, or update the browser and the graphics driver.',
    details: { failure, reason },
    cause,
  });
}

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
