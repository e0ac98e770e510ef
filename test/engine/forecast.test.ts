import { DeviceError } from '../../src/core/errors';
import type { DeviceKind } from '../../src/core/events';
import { createEngine } from '../../src/engine/create-engine';
import type { Engine } from '../../src/engine/engine';
import { createWorkerEngine } from '../../src/engine/worker-engine';
import { createEngineWorkerApi } from '../../src/engine/worker-api';
import { UNKNOWN_CARD } from '../../src/restore/card-knowledge';
import type { ForecastRequest } from '../../src/restore/forecast';
import { createImage } from '../../src/core/image';
import { serve } from '../../src/rpc/serve';
import { requestFor } from '../restore/pictures';
import { TINY_FILES, TINY_SUPIR } from '../restore/supir/tiny-supir';
import { codeOf } from '../support/code-of';
import { nextTask } from '../support/wait';
import { REAL_ADAPTER, scriptedPlatform, type PlatformScript } from './scripted-platform';

const REQUEST: ForecastRequest = {
  restorer: TINY_SUPIR,
  device: 'auto',
  scale: 2,
  context: { width: 100, height: 80 },
  memory: UNKNOWN_CARD,
};

function platformOf(script: PlatformScript = {}) {
  const platform = scriptedPlatform(script);
  return Object.assign(platform, {
    openModel: ({ name }: { readonly name: string }) => TINY_FILES[name]!,
  });
}

const GPU = { webgpu: REAL_ADAPTER };

test('makes no device, no session and reads nothing', async () => {
  const platform = platformOf(GPU);
  const engine = createEngine(platform);
  const forecast = await engine.forecast(REQUEST);
  expect(forecast).toMatchObject({
    device: 'webgpu',
    shaderF16: true,
    working: { width: 192, height: 128 },
    steps: TINY_SUPIR.settings.steps,
    weights: 'f16',
    work: { evaluations: TINY_SUPIR.settings.steps },
    card: { isAssumed: true, fit: 'fits' },
  });
  expect(forecast.readBytes).toBeGreaterThan(1e6);
  expect(platform.runtimes).toHaveLength(0);
  expect(platform.loads).toBe(0);
});

test('is of the device that a run would get', async () => {
  const deviceOf = async (script: PlatformScript, device: ForecastRequest['device']) =>
    (await createEngine(platformOf(script)).forecast({ ...REQUEST, device })).device;
  expect(await deviceOf(GPU, 'auto')).toBe('webgpu');
  expect(await deviceOf(GPU, 'wasm')).toBe('wasm');
  expect(await deviceOf({}, 'auto')).toBe('wasm');
  expect(await codeOf(deviceOf({}, 'webgpu'))).toBe('no-webgpu');

  // An adapter that did not start is not tried again by itself.
  const refusal = new DeviceError({ code: 'runtime-failed', message: '', hint: '' });
  const refuses = (kind: DeviceKind) => (kind === 'webgpu' ? refusal : null);
  const broken = createEngine(platformOf({ ...GPU, refuses }));
  expect((await broken.forecast(REQUEST)).device).toBe('webgpu');
  await whileBusy(
    broken,
    () => undefined,
    () => Promise.resolve(),
  );
  expect((await broken.forecast(REQUEST)).device).toBe('wasm');
});

test('the processor has no card', async () => {
  const { card, ways, shaderF16, hostBytes } = await createEngine(platformOf()).forecast(REQUEST);
  expect({ card, ways, shaderF16 }).toEqual({ card: null, ways: [], shaderF16: false });
  expect(hostBytes).toBeGreaterThan(0);
});

test('throws what a run would', async () => {
  const engine = createEngine(platformOf(GPU));
  const huge = { ...REQUEST, context: { width: 4000, height: 4000 } };
  expect(await codeOf(engine.forecast(huge))).toBe('selection-too-large');
  const f16 = { ...REQUEST, restorer: { ...TINY_SUPIR, weights: 'f16' as const } };
  expect(await codeOf(createEngine(platformOf()).forecast(f16))).toBe('no-half-floats');
  const swapped = { supir: TINY_SUPIR.files.sdxl, sdxl: TINY_SUPIR.files.supir };
  const wrong = { ...REQUEST, restorer: { ...TINY_SUPIR, files: swapped } };
  expect(await codeOf(engine.forecast(wrong))).toBe('model-tensor-missing');
  expect(await codeOf(engine.forecast(REQUEST))).toBeNull();
});

/** A job that goes on until it is let go. */
async function whileBusy(engine: Engine, letGo: () => void, ask: () => Promise<void>) {
  const source = createImage({ width: 20, height: 20 }, 8);
  source.data.fill(255);
  const busy = engine.restore(requestFor(source, { device: 'auto' }), {
    signal: new AbortController().signal,
    onEvent: () => undefined,
  });
  await ask();
  letGo();
  await busy;
}

/** Runs wait for `letGo`. */
function held(): { readonly script: PlatformScript; readonly letGo: () => void } {
  let letGo: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return { script: { ...GPU, runtime: () => ({ onRun: () => gate }) }, letGo: () => letGo() };
}

test('answers while a job goes on, and does not wait in its queue', async () => {
  const { script, letGo } = held();
  const engine = createEngine(platformOf(script));
  await whileBusy(engine, letGo, async () => {
    expect((await engine.forecast(REQUEST)).device).toBe('webgpu');
    expect(await engine.stats()).toMatchObject({ runningJobs: 1, waitingJobs: 0 });
  });
});

test('after a device was lost the next one is looked for', async () => {
  const platform = platformOf(GPU);
  const engine = createEngine(platform);
  await whileBusy(
    engine,
    () => undefined,
    () => Promise.resolve(),
  );
  platform.runtimes[0]!.lose('unplugged');
  await nextTask();
  expect(await engine.forecast(REQUEST)).toMatchObject({ device: 'webgpu' });
  expect(platform.runtimes).toHaveLength(1);
});

test('comes out of the worker as it is, also while that is busy; errors keep class and code', async () => {
  const { script, letGo } = held();
  const { port1, port2 } = new MessageChannel();
  serve(
    createEngineWorkerApi(() => platformOf(script)),
    port2,
  );
  const worker = Object.assign(port1, { terminate: () => port1.close() });
  const urls = { modelUrl: 'model', mergesUrl: 'merges', runtimeUrl: 'ort/' };
  const config = Object.fromEntries(
    Object.entries(urls).map(([name, end]) => [name, `http://localhost/${end}`]),
  ) as typeof urls;
  const engine = createWorkerEngine(() => worker as unknown as Worker, config);
  port1.start();
  await whileBusy(engine, letGo, async () => {
    const own = await createEngine(platformOf(GPU)).forecast(REQUEST);
    expect(await engine.forecast(REQUEST)).toEqual(own);
    const huge = { ...REQUEST, context: { width: 4000, height: 4000 } };
    await expect(engine.forecast(huge)).rejects.toMatchObject({
      name: 'DocumentError',
      code: 'selection-too-large',
    });
  });
  port2.close();
  port1.close();
});
