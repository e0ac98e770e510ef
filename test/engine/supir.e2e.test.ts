import { copyFile, mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { SUPIR_PARTS } from '../../src/core/events';
import { openTestPage, type TestPage } from '../../scripts/lib/browser/test-page';
import { readMerges } from '../../scripts/parity/merges';
import type { SupirJob, SupirPage } from './page/supir';

jest.setTimeout(600_000);

const SET = resolve(__dirname, '../fixtures/supir-tiny');
const IDLE = { sessions: 0, liveTensors: 0, runningJobs: 0, waitingJobs: 0 };
const JOB: SupirJob = { device: 'wasm', steps: 2 };

let tab: TestPage<SupirPage>;
beforeAll(async () => {
  tab = await openTestPage<SupirPage>('test/engine/page/supir.ts', { webgpu: true });
  const put = (from: string, to: string): Promise<void> =>
    copyFile(join(SET, from), join(tab.folder, to));
  await put('config.json', 'config.json');
  await put('weights/supir.f16.safetensors', 'supir.f16.safetensors');
  await put('weights/sdxl.f16.safetensors', 'sdxl.f16.safetensors');
  await put('weights/supir.f16.safetensors', 'cut.safetensors');
  const { length } = await readFile(join(tab.folder, 'cut.safetensors'));
  await truncate(join(tab.folder, 'cut.safetensors'), length - 1000);
  await mkdir(join(tab.folder, 'models'), { recursive: true });
  await writeFile(join(tab.folder, 'models/clip-merges.txt'), readMerges().join('\n'));
});
afterAll(() => tab.close());

test('a picture comes back, and nothing is left', async () => {
  const picked = await tab.call('restore', JOB);
  expect(picked.parts).toEqual(SUPIR_PARTS);
  expect(picked.report).toMatchObject({ restorer: 'supir', device: 'wasm', precision: 'fp32' });
  expect(new Set(picked.pixels).size).toBeGreaterThan(50);
  const again = await tab.call('restore', JOB);
  expect(again.pixels).toEqual(picked.pixels);
  expect(await tab.call('stats')).toEqual(IDLE);
});

test('a cancel between two steps ends the job, and the next job works', async () => {
  // More steps than any machine takes in the time that a cancelled worker has.
  const cut = await tab.call('cancel', { ...JOB, steps: 400 });
  expect(cut.error.name).toBe('AbortError');
  expect(cut.elapsedMs).toBeLessThan(5000);
  expect(cut.stats).toEqual(IDLE);
  expect((await tab.call('restore', JOB)).parts).toEqual(SUPIR_PARTS);
});

test('WebGPU: later runs read nothing again, and begin where they differ from an earlier one', async () => {
  const job: SupirJob = { device: 'webgpu', steps: 1, picked: true };
  const first = await tab.call('restore', job);
  expect(first.parts).toEqual(SUPIR_PARTS);
  expect(first.report.supir).toMatchObject({ skipped: [] });
  expect(first.report.supir!.readBytes).toBeGreaterThan(1e6);

  const seed = await tab.call('restore', { ...job, seed: 8 });
  expect(seed.parts).toEqual(['sample', 'decode']);
  expect(seed.report.supir).toMatchObject({
    readBytes: 0,
    skipped: ['text', 'denoise-encode', 'stage1-decode', 'stage1-encode'],
  });
  expect(seed.pixels).not.toEqual(first.pixels);

  const size = await tab.call('restore', { ...job, width: 128 });
  expect(size.report.supir).toMatchObject({ readBytes: 0, skipped: ['text'] });

  // The same run as the first one, with everything kept: the same picture.
  const again = await tab.call('restore', job);
  expect(again.pixels).toEqual(first.pixels);
  expect(await tab.call('stats')).toMatchObject({ liveTensors: 0, runningJobs: 0 });
});

// Two jobs only: a software adapter compiles every shader anew for each.
test('WebGPU: a lost device is its own error, and the next job gives the picture of wasm', async () => {
  const cut = await tab.call('loseDevice', { ...JOB, device: 'webgpu', steps: 10 });
  expect(cut.error).toMatchObject({ name: 'DeviceError', code: 'device-lost' });
  expect(cut.stats).toEqual(IDLE);
  const webgpu = await tab.call('restore', { ...JOB, device: 'webgpu', steps: 1 });
  expect(webgpu.parts).toEqual(SUPIR_PARTS);
  expect(webgpu.report.device).toBe('webgpu');
  const wasm = await tab.call('restore', { ...JOB, steps: 1 });
  const worst = Math.max(...wasm.pixels.map((v, i) => Math.abs(v - webgpu.pixels[i]!)));
  expect(worst).toBeLessThanOrEqual(1);
  // The device for wasm took the place of the other, with all that waited there.
  expect(await tab.call('stats')).toEqual(IDLE);
});

test('a damaged file: its own error out of the worker, and the next job works', async () => {
  const error = await tab.call('failure', { ...JOB, supir: 'cut.safetensors' });
  expect(error).toMatchObject({ name: 'ModelError', details: { file: 'cut.safetensors' } });
  expect(await tab.call('stats')).toEqual(IDLE);
  expect((await tab.call('restore', JOB)).parts).toEqual(SUPIR_PARTS);
});
