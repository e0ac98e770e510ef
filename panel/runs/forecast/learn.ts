import type { AnyReport } from '../../../src/restore/remote/remote-report';
import type { SupirReport } from '../../../src/restore/request';
import { deviceName } from '../../store/device-name';
import {
  failedAt,
  withFailure,
  withReading,
  withTime,
  withoutFailure,
  type Measurements,
} from '../../store/measurements';
import { newestForecast } from '../../store/plan';
import { ranOutOfMemory } from '../../store/plan-selectors';
import type { PanelState } from '../../store/panel-state';

/** What was known when the run began. */
type Before = Pick<PanelState, 'engine' | 'plan'>;
type Learn = (measured: Measurements) => Measurements;

/** What a finished run has shown. */
export function learnFromRun(report: AnyReport, { engine, plan }: Before): Learn {
  if (report.restorer === 'remote') return (before) => before;
  const { supir } = report;
  if (supir === null || engine === null) return (before) => before;
  const device = deviceName(engine, report.device);
  const { failedAtBytes } = supir;
  return (before) => {
    const timed = withTimes(before, device, supir);
    if (failedAtBytes !== null) return withFailure(timed, { device, leastBytes: failedAtBytes });
    const peakBytes = report.device === 'webgpu' ? newestForecast(plan)?.card?.peakBytes : null;
    // The memory was there after all: something else had held it.
    const isWrong = (peakBytes ?? 0) >= (failedAt(timed, device) ?? Infinity);
    return isWrong ? withoutFailure(timed, device) : timed;
  };
}

function withTimes(before: Measurements, device: string, report: SupirReport): Measurements {
  const { shape, evaluationMs, teraflopEach, aroundMs, aroundTeraflop, readBytes, readMs } = report;
  const read = isTime(readMs) && readBytes > 0 ? withReading(before, readBytes / readMs) : before;
  if (evaluationMs === null || !isTime(evaluationMs)) return read;
  const hasAround = isTime(aroundMs) && aroundTeraflop > 0;
  const aroundMsPerTeraflop = hasAround ? aroundMs / aroundTeraflop : null;
  return withTime(read, { device, shape, evaluationMs, teraflopEach, aroundMsPerTeraflop });
}

function isTime(ms: number): boolean {
  return Number.isFinite(ms) && ms > 0;
}

/** What a run that has just failed has shown. */
export function learnFromFailure({ run, engine }: Pick<PanelState, 'run' | 'engine'>): Learn {
  if (run.state !== 'error' || !ranOutOfMemory(run) || engine === null) return (before) => before;
  const { peakBytes } = run.error.details;
  // The processor's memory is the computer's.
  if (typeof peakBytes !== 'number') return (before) => before;
  const failure = { device: deviceName(engine, 'webgpu'), leastBytes: peakBytes };
  return (before) => withFailure(before, failure);
}
