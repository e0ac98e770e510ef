import { join } from 'node:path';
import { buildEmbeddedModel } from '../../models/build-embedded.mjs';
import { openTestPage, type TestPage } from '../../scripts/lib/browser/test-page';
import { crashGpu } from '../support/browser/crash';
import type { EnginePage, PageJob } from './page/entry';

jest.setTimeout(240_000);

let tab: TestPage<EnginePage>;
beforeAll(async () => {
  tab = await openTestPage<EnginePage>('test/engine/page/entry.ts', { webgpu: true });
  await buildEmbeddedModel(join(tab.folder, 'models'));
});
afterAll(() => tab.close());

const SMALL: PageJob = { device: 'wasm', width: 32, height: 24, scale: 2 };

/** Takes many seconds on the processor. */
const LONG: PageJob = { device: 'wasm', width: 500, height: 500, scale: 1 };

const IDLE = { liveTensors: 0, runningJobs: 0, waitingJobs: 0 };

test('a software adapter is reported, and not used unless it is chosen', async () => {
  const report = await tab.call('describe');
  expect(report.webgpu?.isFallbackAdapter).toBe(true);
  expect(report.runtime).toMatch(/^onnxruntime-web \d/);
  const { report: run } = await tab.call('restore', { ...SMALL, device: 'auto' });
  expect(run.device).toBe('wasm');
});

test('an adapter that gives no device leaves the work to wasm, and the report says why', async () => {
  const job: PageJob = { ...SMALL, device: 'auto' };
  const { before, report, after } = await tab.call('restoreWithoutDevice', job);
  expect(before).toMatchObject({ webgpu: { isFallbackAdapter: false }, gpuFailure: null });
  expect(report).toMatchObject({ device: 'wasm', notices: ['gpu-no-device'] });
  expect(after).toMatchObject({ webgpu: null, gpuFailure: 'gpu-no-device' });
});

test('wasm and WebGPU give the same picture, and say what ran', async () => {
  const wasm = await tab.call('restore', SMALL);
  const webgpu = await tab.call('restore', { ...SMALL, device: 'webgpu' });
  expect([wasm.report.device, webgpu.report.device]).toEqual(['wasm', 'webgpu']);
  expect(wasm.report.deviceLabel).toMatch(/thread/);
  expect(wasm.pixels).toHaveLength(64 * 48 * 4);
  const worst = Math.max(...wasm.pixels.map((v, i) => Math.abs(v - webgpu.pixels[i]!)));
  expect(worst).toBeLessThanOrEqual(1);
  expect(new Set(wasm.pixels).size).toBeGreaterThan(50);
  expect(webgpu.events.filter((event) => event !== 'load')).toEqual([
    ...['plan', 'device', 'restore', 'tile', 'preview', 'finish'],
  ]);
});

test('a cancel in the middle of a tile ends the job at once, and the next job works', async () => {
  const cut = await tab.call('cancel', LONG);
  expect(cut.error.name).toBe('AbortError');
  expect(cut.elapsedMs).toBeLessThan(5000);
  // A busy machine may not have begun the tile: then the worker stays, with its sessions.
  expect(cut.stats).toMatchObject(IDLE);
  expect((await tab.call('restore', SMALL)).report.tiles).toBe(1);
});

test('a worker that ends a cancelled job by itself keeps nothing of it, and goes on', async () => {
  const cut = await tab.call('cancelAndWait', SMALL);
  expect(cut.error.name).toBe('AbortError');
  expect(cut.stats).toMatchObject(IDLE);
  expect(cut.stats.sessions).toBeLessThanOrEqual(1);
  expect(cut.workers).toBe(1);
});

test('a worker that is killed ends the job with its own error, and the next job works', async () => {
  const cut = await tab.call('kill', LONG);
  expect(cut.error).toMatchObject({ name: 'DeviceError', code: 'worker-lost' });
  expect(cut.elapsedMs).toBeLessThan(5000);
  expect(cut.stats).toEqual({ sessions: 0, ...IDLE });
  expect((await tab.call('restore', SMALL)).report.tiles).toBe(1);
});

test('a device that is lost with its process ends the job with its own error, and the next job works', async () => {
  await tab.page.exposeFunction('crashGpu', () => crashGpu(tab.page));
  const job: PageJob = { device: 'webgpu', width: 120, height: 100, scale: 2 };
  const cut = await tab.call('loseDevice', job);
  expect(cut.error).toMatchObject({ name: 'DeviceError', code: 'device-lost' });
  expect(cut.stats).toEqual({ sessions: 0, ...IDLE });
  const next = await tab.call('restore', { ...SMALL, device: 'webgpu' });
  expect(next.report.device).toBe('webgpu');
});

test('the page stays responsive while a job runs', async () => {
  const longest = await tab.call('longestBlock', { ...SMALL, width: 200, height: 150 });
  expect(longest).toBeLessThan(3000);
});

test('after all of this nothing is alive but cached sessions', async () => {
  const { sessions, ...rest } = await tab.call('stats');
  expect(rest).toEqual(IDLE);
  expect(sessions).toBeLessThanOrEqual(4);
});
