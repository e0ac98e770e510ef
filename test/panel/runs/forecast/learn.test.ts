import { DeviceError } from '../../../../src/core/errors';
import type { RunEvent } from '../../../../src/core/events';
import { changeSettings, engineDescribed } from '../../../../panel/store/actions';
import { deviceName } from '../../../../panel/store/device-name';
import { modelAccepted } from '../../../../panel/store/model-actions';
import {
  failedAt,
  NOTHING_MEASURED,
  timeAt,
  withFailure,
  withoutFailure,
  type Measurements,
} from '../../../../panel/store/measurements';
import { supirOf } from '../../../../panel/store/report-facts';
import { learnFromRun } from '../../../../panel/runs/forecast/learn';
import type { RunReport } from '../../../../src/restore/request';
import { failureForgotten, planned } from '../../../../panel/store/plan-actions';
import { FORECAST, GPU, GPU_NAME } from '../../stories/forecast';
import { open, sdxlFile, supirFile } from '../../stories/models';
import { startPanel, type TestPanel } from '../../stories/panel';

async function startSupir(): Promise<TestPanel> {
  const panel = await startPanel();
  panel.engine.report = GPU;
  panel.store.update(engineDescribed(GPU));
  for (const model of [supirFile('Q'), sdxlFile(false)]) {
    panel.store.update(modelAccepted(model.name, open(model)));
  }
  panel.store.update(changeSettings({ restorer: 'supir', licenceAccepted: true }));
  panel.store.update(planned({ state: 'known', forecast: FORECAST }));
  return panel;
}

/** Runs until the card has no memory for a peak of so many bytes. */
async function failAt(panel: TestPanel, details: Readonly<Record<string, number>>): Promise<void> {
  panel.engine.before = ({ type }: RunEvent) => {
    if (type !== 'part') return;
    const code = 'network-out-of-memory';
    throw new DeviceError({ code, message: 'M', hint: 'H', details });
  };
  await panel.runs.upscale();
  panel.engine.before = () => undefined;
}

const failed = ({ store }: TestPanel): number | null =>
  failedAt(store.get().measurements, GPU_NAME);

test('a finished run leaves its times, for the device that it ran on', async () => {
  const panel = await startSupir();
  await panel.runs.upscale();
  const { measurements, outcome } = panel.store.get();
  const report = outcome && supirOf(outcome.report);
  const wasm = deviceName(GPU, 'wasm');
  const time = timeAt(measurements, wasm, report?.shape ?? '');
  expect(time).toMatchObject({
    evaluationMs: report?.evaluationMs,
    teraflopEach: report?.teraflopEach,
  });
  expect(time?.aroundMsPerTeraflop).toBeCloseTo(
    (report?.aroundMs ?? 0) / (report?.aroundTeraflop ?? 1),
  );
  expect(measurements.bytesPerMs).toBeCloseTo((report?.readBytes ?? 0) / (report?.readMs ?? 1));
});

test('the fast restorer leaves nothing', async () => {
  const panel = await startSupir();
  const before = panel.store.get().measurements;
  panel.store.update(changeSettings({ restorer: 'fast' }));
  await panel.runs.upscale();
  expect(panel.store.get().run.state).toBe('done');
  expect(panel.store.get().measurements).toBe(before);
});

test('a run without memory leaves the least peak that failed, and the next run is told', async () => {
  const panel = await startSupir();
  await failAt(panel, { peakBytes: 8e9 });
  await failAt(panel, { peakBytes: 7e9 });
  await failAt(panel, { peakBytes: 7.5e9 });
  expect(failed(panel)).toBe(7e9);
  panel.store.update(changeSettings({ cardMemory: 8 }));
  await panel.runs.upscale();
  expect(panel.engine.requests.at(-1)?.memory).toEqual({
    cardBytes: 8 * 2 ** 30,
    failedAtBytes: 7e9,
  });
});

test('where the peak is not known nothing is learnt, nor from another error', async () => {
  const panel = await startSupir();
  await failAt(panel, {});
  expect(panel.store.get().run).toMatchObject({ error: { code: 'network-out-of-memory' } });
  expect(failed(panel)).toBeNull();
  panel.engine.before = () => {
    const details = { peakBytes: 7e9 };
    throw new DeviceError({ code: 'device-lost', message: 'M', hint: 'H', details });
  };
  await panel.runs.upscale();
  expect(failed(panel)).toBeNull();
});

test('the fast restorer’s lack of memory is not the card’s', async () => {
  const panel = await startSupir();
  panel.store.update(changeSettings({ restorer: 'fast' }));
  panel.engine.before = () => {
    const details = { peakBytes: 7e9 };
    throw new DeviceError({ code: 'out-of-memory', message: 'M', hint: 'H', details });
  };
  await panel.runs.upscale();
  expect(failed(panel)).toBeNull();
});

test('it can be forgotten', async () => {
  const panel = await startSupir();
  await failAt(panel, { peakBytes: 7e9 });
  panel.store.update(failureForgotten);
  expect(failed(panel)).toBeNull();
});

describe('on the card', () => {
  /** A finished run on it. */
  async function ran(
    panel: TestPanel,
    failedAtBytes: number | null,
    measured = panel.store.get().measurements,
  ): Promise<Measurements> {
    await panel.runs.upscale();
    const report = panel.store.get().outcome?.report;
    if (report === undefined || report.restorer === 'remote' || report.supir === null) {
      throw new Error('SUPIR has not run');
    }
    const onCard: RunReport = {
      ...report,
      device: 'webgpu',
      supir: { ...report.supir, failedAtBytes },
    };
    return learnFromRun(onCard, panel.store.get())(measured);
  }

  it('a run that had to be done in smaller tiles leaves the peak that failed', async () => {
    expect(failedAt(await ran(await startSupir(), 7e9), GPU_NAME)).toBe(7e9);
  });

  it('a run that found more memory than an earlier one takes its word back', async () => {
    const panel = await startSupir();
    const peakBytes = FORECAST.card?.peakBytes ?? 0;
    await failAt(panel, { peakBytes: peakBytes - 1 });
    expect(failedAt(await ran(panel, null), GPU_NAME)).toBeNull();
    await failAt(panel, { peakBytes: peakBytes + 1 });
    const { measurements } = panel.store.get();
    const higher = withoutFailure(measurements, GPU_NAME);
    const failure = { device: GPU_NAME, leastBytes: peakBytes + 1 };
    expect(failedAt(await ran(panel, null, withFailure(higher, failure)), GPU_NAME)).toBe(
      peakBytes + 1,
    );
  });

  it('a run of one evaluation, or without reading, leaves only what it measured', async () => {
    const panel = await startSupir();
    await panel.runs.upscale();
    const report = panel.store.get().outcome?.report;
    if (report === undefined || report.restorer === 'remote' || report.supir === null) {
      throw new Error('SUPIR has not run');
    }
    const once = { ...report.supir, evaluationMs: null, readBytes: 0, readMs: 0 };
    const learn = learnFromRun({ ...report, supir: once }, panel.store.get());
    expect(learn(NOTHING_MEASURED)).toBe(NOTHING_MEASURED);
    const skipped = { ...report.supir, aroundMs: 0, aroundTeraflop: 0 };
    const { times } = learnFromRun(
      { ...report, supir: skipped },
      panel.store.get(),
    )(NOTHING_MEASURED);
    expect(times).toMatchObject([
      { evaluationMs: skipped.evaluationMs, aroundMsPerTeraflop: null },
    ]);
  });
});
