import { createEngine } from '../../../src/engine/create-engine';
import { probeDevices } from '../../../src/onnx/probe';
import { createRuntime } from '../../../src/onnx/runtime';
import type { ForecastRequest, SupirForecast } from '../../../src/restore/forecast';
import type { SupirReport, SupirRestorer } from '../../../src/restore/request';
import { RUNTIME_URL } from '../../../scripts/record/stage';
import { readMerges } from '../../../scripts/parity/merges';
import { until } from '../../support/wait';
import { adapterOf } from '../../emulators/gpu/adapters';
import { installRecordingGpu } from '../../emulators/gpu/install';
import { supirRequest, TINY_FILES, waves } from '../../restore/supir/tiny-supir';

export interface Told {
  readonly forecasts: Readonly<Record<string, SupirForecast>>;
  readonly report: SupirReport;
  /** Memory of the computer that the run's own buffers took, bytes. */
  readonly heldBytes: number;
  /** Devices and sessions that there were after the first forecast. */
  readonly untouched: readonly [devices: number, sessions: number];
}

const SIZE = { width: 128, height: 128 };

/** Asks an engine on a graphics adapter before, while and after it restores. */
export async function work(): Promise<Told> {
  const { devices } = installRecordingGpu(adapterOf('nvidia'));
  const engine = createEngine({
    probe: async () => ({ ...(await probeDevices()), runtime: 'onnxruntime-web' }),
    createRuntime: (kind) => createRuntime(kind, { assets: RUNTIME_URL }),
    loadWeights: () => Promise.reject(new Error('the embedded network is not asked for here')),
    loadMerges: () => Promise.resolve(readMerges()),
    openModel({ name }) {
      const file = TINY_FILES[name];
      if (file === undefined) throw new Error(`no file ${name}`);
      return file;
    },
  });
  const request = supirRequest(waves(SIZE), { device: 'webgpu' });
  const ask = (restorer: Partial<SupirRestorer> = {}): Promise<SupirForecast> => {
    const asked: ForecastRequest = { ...request, context: SIZE };
    return engine.forecast({ ...asked, restorer: { ...request.restorer, ...restorer } });
  };

  const forecasts: Record<string, SupirForecast> = {};
  forecasts['before'] = await ask();
  const untouched = [devices.length, (await engine.stats()).sessions] as const;
  const asked: Promise<void>[] = [];
  const { report } = await engine.restore(request, {
    signal: new AbortController().signal,
    onEvent(event) {
      if (event.type !== 'part' || event.part !== 'sample' || asked.length > 0) return;
      asked.push(
        ask().then((told) => {
          forecasts['while'] = told;
        }),
      );
    },
  });
  await Promise.all(asked);
  forecasts['after'] = await ask();
  forecasts['other prompt'] = await ask({ prompt: 'a red door' });
  forecasts['other size'] = await ask({ minSize: 192 });
  forecasts['in tiles'] = await ask({ vaeTiles: { encoder: 64, decoder: 64 } });
  forecasts['other weights'] = await ask({ weights: 'q8' });
  devices[0]?.lose('unplugged');
  forecasts['lost'] = await until(async () => {
    const told = await ask();
    return told.readBytes > 0 && told;
  });
  await engine.release();
  if (report.supir === null) throw new Error('no report of SUPIR');
  return { forecasts, report: report.supir, heldBytes: report.peakBytes, untouched };
}
