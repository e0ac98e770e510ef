import type { SupirForecast } from '../../src/restore/forecast';
import { deviceName } from './device-name';
import { expectedDevice } from './expected-device';
import { expectedTime, type ExpectedTime } from './expected-time';
import type { PanelState, RunState } from './panel-state';

/** How long a run as forecast takes here, by what earlier runs have shown. */
export function expectedTimeOf(
  { engine, measurements, settings }: Pick<PanelState, 'engine' | 'measurements' | 'settings'>,
  forecast: SupirForecast,
): ExpectedTime {
  const device = engine === null ? '' : deviceName(engine, forecast.device);
  return expectedTime(forecast, measurements, device, settings.variants);
}

/** Whether the run would be on a card whose 16-bit floats this browser switches off. */
export function lacksHalfFloats(state: PanelState): boolean {
  const adapter = state.engine?.webgpu ?? null;
  if (state.browser !== 'chrome-on-linux' || adapter === null || adapter.shaderF16) return false;
  const isNvidia = /nvidia/i.test(`${adapter.vendor} ${adapter.description}`);
  return isNvidia && !adapter.isFallbackAdapter && expectedDevice(state)?.kind === 'webgpu';
}

/** Codes of errors after which a smaller run may find the memory that it needs. */
const OUT_OF_MEMORY: ReadonlySet<string | null> = new Set([
  'network-out-of-memory',
  'out-of-memory',
]);

/** Whether the last run was SUPIR's and ran out of memory. */
export function ranOutOfMemory(run: RunState): boolean {
  return run.state === 'error' && run.restorer === 'supir' && OUT_OF_MEMORY.has(run.error.code);
}
