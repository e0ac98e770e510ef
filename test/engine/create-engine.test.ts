import { DeviceError } from '../../src/core/errors';
import type { RunEvent } from '../../src/core/events';
import { createImage, type Image } from '../../src/core/image';
import { createEngine } from '../../src/engine/create-engine';
import { createDeviceOwner } from '../../src/engine/device-owner';
import type { Engine } from '../../src/engine/engine';
import { supirModels } from '../../src/engine/recipe-devices';
import type { FastSettings, RestoreRequest, RestoreResult } from '../../src/restore/request';
import { requestFor } from '../restore/pictures';
import { nextTask } from '../support/wait';
import { codeOf } from '../support/code-of';
import { REAL_ADAPTER, scriptedPlatform, type ScriptedPlatform } from './scripted-platform';

const IDLE = { liveTensors: 0, runningJobs: 0, waitingJobs: 0 };

function grey(width: number, height: number): Image {
  const image = createImage({ width, height }, 8);
  image.data.fill(255);
  return image;
}

function restore(
  engine: Engine,
  change: Partial<RestoreRequest<FastSettings>> & { readonly source?: Image } = {},
  signal: AbortSignal = new AbortController().signal,
  events: RunEvent[] = [],
): Promise<RestoreResult> {
  const source = change.source ?? grey(40, 30);
  const request = requestFor(source, { device: 'auto', ...change });
  return engine.restore(request, { signal, onEvent: (event) => events.push(event) });
}

function failing(code: string): DeviceError {
  return new DeviceError({ code, message: '', hint: '' });
}

async function usedDevice(
  platform: ScriptedPlatform,
  device: RestoreRequest['device'],
): Promise<string> {
  return (await restore(createEngine(platform), { device })).report.device;
}

test('auto is a real adapter, else wasm; a software adapter only when asked for', async () => {
  const software = { ...REAL_ADAPTER, isFallbackAdapter: true };
  expect(await usedDevice(scriptedPlatform({ webgpu: REAL_ADAPTER }), 'auto')).toBe('webgpu');
  expect(await usedDevice(scriptedPlatform({ webgpu: REAL_ADAPTER }), 'wasm')).toBe('wasm');
  expect(await usedDevice(scriptedPlatform(), 'auto')).toBe('wasm');
  expect(await usedDevice(scriptedPlatform({ webgpu: software }), 'auto')).toBe('wasm');
  expect(await usedDevice(scriptedPlatform({ webgpu: software }), 'webgpu')).toBe('webgpu');
});

test('WebGPU that is not there is an error when it was chosen', async () => {
  const engine = createEngine(scriptedPlatform());
  expect(await codeOf(restore(engine, { device: 'webgpu' }))).toBe('no-webgpu');
  expect(await codeOf(restore(engine, { device: 'auto' }))).toBeNull();
});

/** An adapter that is there and does not start as long as `broken` says so. */
function brokenGpu(code: string, broken: { now: boolean } = { now: true }): ScriptedPlatform {
  return scriptedPlatform({
    webgpu: REAL_ADAPTER,
    refuses: (kind) => (kind === 'webgpu' && broken.now ? failing(code) : null),
  });
}

test.each([
  ['no-webgpu', 'gpu-no-device'],
  ['runtime-failed', 'gpu-no-runtime'],
] as const)('auto goes to wasm when WebGPU ends in %s, and says so', async (code, notice) => {
  const platform = brokenGpu(code);
  const engine = createEngine(platform);
  const events: RunEvent[] = [];
  const { report } = await restore(engine, {}, undefined, events);
  expect(report).toMatchObject({ device: 'wasm', notices: [notice] });
  expect(events.slice(0, 3)).toEqual([
    { type: 'stage', stage: 'plan' },
    { type: 'notice', notice },
    { type: 'device', device: 'wasm', label: 'scripted wasm' },
  ]);
  expect(await engine.describe()).toMatchObject({ webgpu: null, gpuFailure: notice });

  // The next run does not try again, and does not keep it to itself either.
  expect((await restore(engine)).report.notices).toEqual([notice]);
  expect(platform.runtimes).toHaveLength(1);
  expect((await restore(engine, { device: 'wasm' })).report.notices).toEqual([]);
});

test('WebGPU that does not start is an error when it was chosen, and tried again', async () => {
  const broken = { now: true };
  const engine = createEngine(brokenGpu('no-webgpu', broken));
  expect(await codeOf(restore(engine, { device: 'webgpu' }))).toBe('no-webgpu');
  broken.now = false;
  expect((await restore(engine, { device: 'webgpu' })).report.device).toBe('webgpu');
  expect(await engine.describe()).toMatchObject({ webgpu: REAL_ADAPTER, gpuFailure: null });
});

test('errors of another kind are not taken to wasm', async () => {
  const engine = createEngine(brokenGpu('out-of-memory'));
  expect(await codeOf(restore(engine))).toBe('out-of-memory');
});

test('SUPIR is not taken to wasm before the user knows', async () => {
  const platform = brokenGpu('runtime-failed');
  const owner = createDeviceOwner(platform);
  const models = supirModels(owner, platform);
  const { signal } = new AbortController();
  expect(await codeOf(models.acquireBare('auto', signal))).toBe('gpu-unusable');
  expect(await owner.describe()).toMatchObject({ webgpu: null, gpuFailure: 'gpu-no-runtime' });
  expect(await models.acquireBare('auto', signal)).toMatchObject({
    kind: 'wasm',
    gpuFailure: 'gpu-no-runtime',
  });
});

test('the model is loaded once, a session is made once for each head and size', async () => {
  const platform = scriptedPlatform();
  const engine = createEngine(platform);
  const events: RunEvent[] = [];
  await restore(engine, {}, undefined, events);
  expect(events.filter((event) => event.type === 'load')).toMatchObject([
    { what: 'realesr-general-x4v3', doneBytes: 5, totalBytes: 10 },
    { doneBytes: 10, totalBytes: 10 },
  ]);
  await restore(engine);
  await restore(engine, { scale: 4 });
  await restore(engine, { scale: 3 });
  expect(platform.loads).toBe(1);
  expect(platform.runtimes).toHaveLength(1);
  expect(platform.runtimes[0]!.created).toBe(2);
  expect(await engine.stats()).toEqual({ sessions: 2, ...IDLE });
});

test('the number of cached sessions is bounded', async () => {
  const engine = createEngine(scriptedPlatform());
  for (let width = 20; width < 30; width++) await restore(engine, { source: grey(width, 20) });
  expect((await engine.stats()).sessions).toBe(4);
});

test('another device takes the place of the one before', async () => {
  const platform = scriptedPlatform({ webgpu: REAL_ADAPTER });
  const engine = createEngine(platform);
  await restore(engine, { device: 'webgpu' });
  await restore(engine, { device: 'wasm' });
  expect(platform.runtimes.map((r) => [r.device, r.disposed])).toEqual([
    ['webgpu', true],
    ['wasm', false],
  ]);
});

test('jobs run one after another, in the order of the calls', async () => {
  const order: string[] = [];
  const platform = scriptedPlatform({
    runtime: () => ({
      async onRun(index) {
        order.push(`start ${index}`);
        await nextTask();
        order.push(`end ${index}`);
      },
    }),
  });
  const engine = createEngine(platform);
  const all = [restore(engine), restore(engine), restore(engine)];
  expect(await engine.stats()).toMatchObject({ waitingJobs: 3 });
  await Promise.all(all);
  expect(order).toEqual(['start 0', 'end 0', 'start 1', 'end 1', 'start 2', 'end 2']);
  expect(await engine.stats()).toEqual({ sessions: 1, ...IDLE });
});

test('a job that waits can be called off, and those behind it keep their turn', async () => {
  let goOn: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const platform = scriptedPlatform({ runtime: () => ({ onRun: () => gate }) });
  const engine = createEngine(platform);
  const controller = new AbortController();
  const first = restore(engine);
  const second = restore(engine, {}, controller.signal);
  const third = restore(engine);
  const reason = new DOMException('changed my mind', 'AbortError');
  controller.abort(reason);
  await expect(second).rejects.toBe(reason);
  goOn();
  await Promise.all([first, third]);
  expect(platform.runtimes[0]!.runs).toBe(2);
  expect(await engine.stats()).toEqual({ sessions: 1, ...IDLE });
});

test('a signal that is aborted already starts nothing', async () => {
  const platform = scriptedPlatform();
  const engine = createEngine(platform);
  const reason = new DOMException('no', 'AbortError');
  await expect(restore(engine, {}, AbortSignal.abort(reason))).rejects.toBe(reason);
  expect(platform.runtimes).toHaveLength(0);
});

test('a cancel leaves nothing alive but the cached session', async () => {
  const controller = new AbortController();
  const reason = new DOMException('enough', 'AbortError');
  const platform = scriptedPlatform({
    runtime: () => ({ onRun: () => controller.abort(reason) }),
  });
  const engine = createEngine(platform);
  await expect(restore(engine, {}, controller.signal)).rejects.toBe(reason);
  expect(await engine.stats()).toEqual({ sessions: 1, ...IDLE });
  expect(platform.runtimes[0]!.disposed).toBe(false);
});

test('a device that is lost in a job ends it, and the next job has a new one', async () => {
  const platform = scriptedPlatform({
    webgpu: REAL_ADAPTER,
    runtime: (index) => ({
      onRun() {
        if (index === 0) throw failing('device-lost');
      },
    }),
  });
  const engine = createEngine(platform);
  expect(await codeOf(restore(engine))).toBe('device-lost');
  expect(platform.runtimes[0]!.disposed).toBe(true);
  expect(await engine.stats()).toEqual({ sessions: 0, ...IDLE });
  expect((await restore(engine)).report.device).toBe('webgpu');
  expect(platform.runtimes).toHaveLength(2);
});

test('a device that is lost between jobs is replaced as well', async () => {
  const platform = scriptedPlatform({ webgpu: REAL_ADAPTER });
  const engine = createEngine(platform);
  await restore(engine);
  platform.runtimes[0]!.lose('unplugged');
  await nextTask();
  expect(await engine.stats()).toEqual({ sessions: 0, ...IDLE });
  await restore(engine);
  expect(platform.runtimes).toHaveLength(2);
});

test('an adapter that comes back is told of, and used', async () => {
  const there: { webgpu: typeof REAL_ADAPTER | null } = { webgpu: null };
  const engine = createEngine(scriptedPlatform(there));
  expect(await engine.describe()).toMatchObject({ webgpu: null });
  there.webgpu = REAL_ADAPTER;
  expect(await engine.describe()).toMatchObject({ webgpu: REAL_ADAPTER });
  expect((await restore(engine)).report.device).toBe('webgpu');
});

test('a session that cannot be made fails the job, not the next one', async () => {
  const platform = scriptedPlatform({
    runtime: (index) => ({
      onCreate() {
        if (index === 0) throw failing('network-failed');
      },
    }),
  });
  const engine = createEngine(platform);
  expect(await codeOf(restore(engine))).toBe('network-failed');
  expect(await codeOf(restore(engine))).toBeNull();
});

test('release frees device and sessions after the jobs before it', async () => {
  const platform = scriptedPlatform();
  const engine = createEngine(platform);
  const job = restore(engine);
  const released = engine.release();
  await job;
  await released;
  expect(platform.runtimes[0]!.disposed).toBe(true);
  expect(await engine.stats()).toEqual({ sessions: 0, ...IDLE });
  await restore(engine);
  expect(platform.runtimes).toHaveLength(2);
});

test('a tile that was tried is not made again by the run, and is forgotten after it', async () => {
  const platform = scriptedPlatform();
  const engine = createEngine(platform);
  const runs = async (change: Parameters<typeof restore>[1]): Promise<number> => {
    const before = platform.runtimes[0]?.runs ?? 0;
    await restore(engine, change);
    return (platform.runtimes[0]?.runs ?? 0) - before;
  };
  const tryAt = { x: 5, y: 5 };
  expect(await runs({ tryAt })).toBe(1);
  expect(await runs({ tryAt })).toBe(0);
  expect(await runs({})).toBe(0);
  expect(await runs({})).toBe(1);
  expect(await runs({ tryAt })).toBe(1);
  await engine.release();
  await restore(engine, { tryAt });
  expect(platform.runtimes[1]?.runs).toBe(1);
  await engine.release();
});
