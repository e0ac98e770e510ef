import { DeviceError } from '../../../../src/core/errors';
import { rect } from '../../../../src/core/geometry';
import { watchForecast, type ForecastWatch } from '../../../../panel/runs/forecast/watch-forecast';
import * as step from '../../../../panel/store/actions';
import { withFailure } from '../../../../panel/store/measurements';
import { measuredMore } from '../../../../panel/store/plan-actions';
import type { PanelState } from '../../../../panel/store/panel-state';
import { withModel } from '../../../../panel/store/models';
import { createStore, type Store } from '../../../../panel/store/store';
import { CANVAS, openDocument } from '../../stories/fake-host';
import { loraFile, open } from '../../stories/models';
import {
  createAskedEngine,
  FORECAST,
  forecastThat,
  GPU_NAME,
  readyForSupir,
  type AskedEngine,
} from '../../stories/forecast';

let store: Store<PanelState>;
let engine: AskedEngine;
let watch: ForecastWatch;

function start(state: PanelState): void {
  store = createStore(state);
  engine = createAskedEngine();
  watch = watchForecast(store, engine);
}

const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

/** Starts, and answers the first question. */
async function started(state = readyForSupir()): Promise<void> {
  start(state);
  await pass(0);
  engine.answer(FORECAST);
  await pass(0);
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  watch.stop();
  jest.useRealTimers();
});

describe('nothing is asked', () => {
  it.each<[string, Partial<PanelState>]>([
    [
      'while another restorer is chosen',
      { settings: readyForSupir({ restorer: 'fast' }).settings },
    ],
    ['while a file is missing', { models: { ...readyForSupir().models, sdxl: null } }],
    ['before the engine has answered', { engine: null }],
    ['while no document is open', { snapshot: { ...openDocument(), document: null } }],
    ['while several layers are active', { snapshot: { ...openDocument(), layer: null } }],
    [
      'before the terms are accepted',
      { settings: readyForSupir({ licenceAccepted: false }).settings },
    ],
  ])('%s', async (_, change) => {
    start({ ...readyForSupir(), ...change });
    await pass(10_000);
    expect(engine.asked).toEqual([]);
    expect(store.get().plan).toEqual({ state: 'none' });
  });
});

test('the first question is asked at once, with what a run would have', async () => {
  start(readyForSupir({ scale: 1, promptBatch: 'apart', cardMemory: 12, minSize: 512 }));
  expect(store.get().plan).toEqual({ state: 'asking', last: null });
  await pass(0);
  expect(engine.asked).toMatchObject([
    {
      restorer: { kind: 'supir', promptBatch: 'apart', minSize: 512 },
      device: 'auto',
      scale: 1,
      // The selection reaches to the canvas with what SUPIR sees around it.
      context: CANVAS,
      memory: { cardBytes: 12 * 2 ** 30, failedAtBytes: null },
    },
  ]);
  engine.answer(FORECAST);
  await pass(0);
  expect(store.get().plan).toEqual({ state: 'known', forecast: FORECAST });
});

test('a pause in the changes is waited for, and the last answer stays meanwhile', async () => {
  await started();
  for (const steps of [10, 20, 30, 40]) {
    store.update(step.setSetting('steps', steps));
    await pass(50);
    expect(store.get().plan).toEqual({ state: 'asking', last: FORECAST });
  }
  expect(engine.asked).toHaveLength(1);
  await pass(200);
  expect(engine.asked).toMatchObject([{}, { restorer: { settings: { steps: 40 } } }]);
});

test('what changes nothing of a run asks nothing', async () => {
  await started();
  store.update(step.changeSettings({ theme: 'dark', panelWidth: 400, maskFeather: 0 }));
  store.update(step.snapshotTaken({ ...openDocument(), revision: 'later' }, ['in-place']));
  await pass(1000);
  expect(engine.asked).toHaveLength(1);
  expect(store.get().plan.state).toBe('known');
});

test('another selection is another question', async () => {
  await started();
  const document = { ...openDocument().document!, size: { width: 900, height: 900 } };
  const layer = { ...openDocument().layer!, bounds: null };
  const selection = rect(100, 100, 200, 300);
  store.update(step.snapshotTaken({ ...openDocument(), document, layer, selection }, []));
  await pass(200);
  expect(engine.asked[1]?.context).toEqual({ width: 328, height: 428 });
});

test('an answer to an older question is dropped, and the newest is asked after it', async () => {
  await started();
  store.update(step.setSetting('steps', 10));
  await pass(200);
  store.update(step.setSetting('steps', 20));
  await pass(200);
  // One question at a time.
  expect(engine.asked).toHaveLength(2);
  engine.answer(forecastThat('too-large'));
  await pass(0);
  expect(store.get().plan).toEqual({ state: 'asking', last: FORECAST });
  expect(engine.asked).toHaveLength(3);
  engine.answer(forecastThat('tight'));
  await pass(0);
  expect(store.get().plan).toEqual({ state: 'known', forecast: forecastThat('tight') });
});

test('an answer that comes when SUPIR is not chosen any more is dropped', async () => {
  start(readyForSupir());
  await pass(0);
  store.update(step.setSetting('restorer', 'fast'));
  expect(store.get().plan).toEqual({ state: 'none' });
  engine.answer(FORECAST);
  await pass(1000);
  expect(store.get().plan).toEqual({ state: 'none' });
});

test('an error is the plan until something changes', async () => {
  start(readyForSupir());
  await pass(0);
  engine.answer(new DeviceError({ code: 'no-half-floats', message: 'M', hint: 'H' }));
  await pass(0);
  expect(store.get().plan).toMatchObject({ state: 'failed', error: { code: 'no-half-floats' } });
  store.update(step.setSetting('weights', 'q8'));
  await pass(200);
  engine.answer(FORECAST);
  await pass(0);
  expect(store.get().plan).toEqual({ state: 'known', forecast: FORECAST });
});

test('what can be known without the engine is told without it', async () => {
  const away = { ...openDocument(), selection: rect(0, 0, 4, 4) };
  const layer = { ...openDocument().layer!, bounds: rect(30, 30, 8, 8) };
  start({ ...readyForSupir(), snapshot: { ...away, layer } });
  await pass(1000);
  expect(engine.asked).toEqual([]);
  expect(store.get().plan).toMatchObject({
    state: 'failed',
    error: { code: 'selection-outside-layer' },
  });
});

test('a click during the pause is not followed by a question to the engine that runs', async () => {
  await started();
  store.update(step.setSetting('steps', 10));
  store.update(step.runStarted('supir', 0));
  await pass(1000);
  expect(engine.asked).toHaveLength(1);
  store.update(step.runCancelled);
  await pass(200);
  expect(engine.asked).toMatchObject([{}, { restorer: { settings: { steps: 10 } } }]);
});

test('another LoRA is another question, also of the same name', async () => {
  await started(readyForSupir({ loraStrength: 0.5 }));
  for (const n of [1, 2]) {
    store.update((state) => ({ ...state, models: withModel(state.models, open(loraFile())) }));
    await pass(200);
    expect(engine.asked).toHaveLength(1 + n);
    engine.answer(FORECAST);
    await pass(0);
  }
});

test('a run is left alone, and once it is over the engine is asked again', async () => {
  await started();
  store.update(step.runStarted('supir', 0));
  store.update(step.setSetting('steps', 10));
  watch.refresh();
  await pass(1000);
  expect(engine.asked).toHaveLength(1);
  store.update(step.setSetting('steps', null));
  store.update(step.runCancelled);
  await pass(200);
  expect(engine.asked).toHaveLength(2);
});

test('a card that has run out of memory is told to the engine, and forgetting it as well', async () => {
  await started();
  store.update(measuredMore((all) => withFailure(all, { device: GPU_NAME, leastBytes: 7e9 })));
  await pass(200);
  expect(engine.asked[1]?.memory.failedAtBytes).toBe(7e9);
  engine.answer(forecastThat('too-large'));
  store.update(measuredMore((all) => ({ ...all, failures: [] })));
  await pass(200);
  expect(engine.asked[2]?.memory.failedAtBytes).toBeNull();
});

test('it asks again when it is told to, and never after its end', async () => {
  await started();
  watch.refresh();
  await pass(200);
  expect(engine.asked).toHaveLength(2);
  watch.stop();
  engine.answer(forecastThat('tight'));
  store.update(step.setSetting('steps', 10));
  await pass(1000);
  expect(engine.asked).toHaveLength(2);
  expect(store.get().plan).toEqual({ state: 'asking', last: FORECAST });
});
