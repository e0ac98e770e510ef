import type { GpuFailure } from '../core/events';
import type { DeviceProbe } from '../onnx/probe';
import type { ForecastRequest, SupirForecast } from '../restore/forecast';
import type { RestoreRequest, RestoreResult, RunOptions } from '../restore/request';

export interface PlatformReport extends DeviceProbe {
  readonly runtime: string;
}

/** Devices of this machine, for the panel and for diagnostics. */
export interface EngineReport extends PlatformReport {
  /** Why the graphics adapter could not be used, `webgpu` being null; null: nothing went wrong. */
  readonly gpuFailure: GpuFailure | null;
}

/** Live resources; all zero between runs except the cached sessions. */
export interface EngineStats {
  readonly sessions: number;
  readonly liveTensors: number;
  readonly runningJobs: number;
  readonly waitingJobs: number;
}

/** Restores pictures: in the page as a proxy to the worker, and inside the worker itself. */
export interface Engine {
  describe(): Promise<EngineReport>;
  /** Jobs run one after another, in the order of the calls. */
  restore(request: RestoreRequest, options: RunOptions): Promise<RestoreResult>;
  /**
   * What a run of SUPIR would be, at once, also while another job runs: from the headers of the
   * user's files and what is known of the device. Nothing is made or read for it.
   *
   * @throws what `restore` throws before anything runs
   */
  forecast(request: ForecastRequest): Promise<SupirForecast>;
  stats(): Promise<EngineStats>;
  /** Drops cached sessions and the device; the next run makes them again. */
  release(): Promise<void>;
}
