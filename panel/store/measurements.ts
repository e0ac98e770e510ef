/** What runs of SUPIR on this computer have shown, kept from visit to visit. */
export interface Measurements {
  /** Newest first; at most one for each device and shape. */
  readonly times: readonly MeasuredTime[];
  /** Bytes of the model files that are read in a millisecond; null: none were. */
  readonly bytesPerMs: number | null;
  /** Newest first; at most one for each device. */
  readonly failures: readonly MeasuredFailure[];
}

/** Times of a run. */
export interface MeasuredTime {
  /** As `deviceName` has it. */
  readonly device: string;
  /** As in `ForecastWork`. */
  readonly shape: string;
  readonly evaluationMs: number;
  /** Arithmetic of an evaluation, 10¹² floating-point operations. */
  readonly teraflopEach: number;
  /** Of what stands around the steps, milliseconds for 10¹² operations; null: not known. */
  readonly aroundMsPerTeraflop: number | null;
}

/** That a device ran out of memory. */
export interface MeasuredFailure {
  /** As `deviceName` has it. */
  readonly device: string;
  /** Least peak of the runs that it happened to, bytes. */
  readonly leastBytes: number;
}

export const NOTHING_MEASURED: Measurements = { times: [], bytesPerMs: null, failures: [] };

/** Most times that are kept: more selections than anybody comes back to. */
export const MAX_TIMES = 32;
/** Most devices whose failures are kept. */
export const MAX_FAILURES = 8;

export function withTime(measured: Measurements, time: MeasuredTime): Measurements {
  const isSame = (one: MeasuredTime): boolean =>
    one.device === time.device && one.shape === time.shape;
  const before = measured.times.find(isSame);
  const merged = {
    ...time,
    // A run that an earlier one had saved all the work around the steps says nothing new of it.
    aroundMsPerTeraflop: time.aroundMsPerTeraflop ?? before?.aroundMsPerTeraflop ?? null,
  };
  const others = measured.times.filter((one) => !isSame(one));
  return { ...measured, times: [merged, ...others].slice(0, MAX_TIMES) };
}

export function withReading(measured: Measurements, bytesPerMs: number): Measurements {
  return { ...measured, bytesPerMs };
}

/** With a failure, which counts where it was at a lower peak than those before. */
export function withFailure(measured: Measurements, failure: MeasuredFailure): Measurements {
  const { device } = failure;
  const before = failedAt(measured, device) ?? Infinity;
  const leastBytes = Math.min(failure.leastBytes, before);
  const others = measured.failures.filter((one) => one.device !== device);
  const failures = [{ device, leastBytes }, ...others].slice(0, MAX_FAILURES);
  return { ...measured, failures };
}

/** As if the device had never run out of memory. */
export function withoutFailure(measured: Measurements, device: string): Measurements {
  return { ...measured, failures: measured.failures.filter((one) => one.device !== device) };
}

/** Least peak, bytes, at which a run ran out of memory on the device; null: none did. */
export function failedAt(measured: Measurements, device: string): number | null {
  return measured.failures.find((one) => one.device === device)?.leastBytes ?? null;
}

/** The newest time on a device at a shape, else null. */
export function timeAt(measured: Measurements, device: string, shape: string): MeasuredTime | null {
  return measured.times.find((one) => one.device === device && one.shape === shape) ?? null;
}
