import { appendFile, copyFile, mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { SUPIR_PARTS } from '../../src/core/events';
import { openTestPage, type TestPage } from '../../scripts/lib/browser/test-page';
import { readMerges } from '../../scripts/parity/merges';
import type { Moment, SupirJob, SupirPage } from './page/supir';

jest.setTimeout(600_000);

const SET = resolve(__dirname, '../fixtures/supir-tiny');
const IDLE = { sessions: 0, liveTensors: 0, runningJobs: 0, waitingJobs: 0 };
const JOB: SupirJob = { device: 'wasm', steps: 2 };

/** Weights on their way up, and before the decoder runs; the steps are the panel's story of devices. */
const MOMENTS: readonly Moment[] = [{ loading: 'text' }, { part: 'decode', done: 0 }];

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

// Few jobs: a software adapter compiles every shader anew for each.
test('WebGPU: a device lost at any moment is its own error, and the next job gives the picture of wasm', async () => {
  const job: SupirJob = { ...JOB, device: 'webgpu', steps: 2 };
  // Each job after the first shows that the one before it has left a working engine.
  for (const moment of MOMENTS) {
    const cut = await tab.call('loseDevice', { job, moment });
    expect([moment, cut.error]).toMatchObject([
      moment,
      { name: 'DeviceError', code: 'device-lost' },
    ]);
    expect([moment, cut.stats]).toEqual([moment, IDLE]);
  }
  const webgpu = await tab.call('restore', { ...JOB, device: 'webgpu', steps: 1 });
  expect(webgpu.parts).toEqual(SUPIR_PARTS);
  expect(webgpu.report.device).toBe('webgpu');
  const wasm = await tab.call('restore', { ...JOB, steps: 1 });
  expect(largestDifference(wasm.pixels, webgpu.pixels)).toBeLessThanOrEqual(1);
  // The device for wasm took the place of the other, with all that waited there.
  expect(await tab.call('stats')).toEqual(IDLE);
});

test('WebGPU with no more than it promises, and without 16-bit floats: the picture of wasm', async () => {
  const least = await tab.call('restoreOnLeast', { ...JOB, device: 'webgpu', steps: 1 });
  expect(least.report).toMatchObject({ device: 'webgpu', precision: 'fp32' });
  const wasm = await tab.call('restore', { ...JOB, steps: 1 });
  expect(largestDifference(wasm.pixels, least.pixels)).toBeLessThanOrEqual(1);
});

test('WebGPU: a file that is changed while it is read ends the job with its name; chosen again, it works', async () => {
  const name = 'own-supir.safetensors';
  const path = join(tab.folder, name);
  await copyFile(join(SET, 'weights/supir.f16.safetensors'), path);
  const job: SupirJob = { ...JOB, device: 'webgpu', steps: 1, supir: name };
  await tab.page.setInputFiles('input', path);
  await tab.page.exposeFunction('changeFile', () => appendFile(path, 'x'));
  // The towers are in the other file; nothing but the header of this one has been read by then.
  const moment: Moment = { loading: 'text' };
  const error = await tab.call('changeFile', { job, moment });
  expect(error).toMatchObject({
    name: 'ModelError',
    code: 'model-file-unreadable',
    details: { file: name },
  });
  await copyFile(join(SET, 'weights/supir.f16.safetensors'), path);
  await tab.page.setInputFiles('input', path);
  expect((await tab.call('restore', job)).parts).toEqual(SUPIR_PARTS);
});

test('a damaged file: its own error out of the worker, and the next job works', async () => {
  const error = await tab.call('failure', { ...JOB, supir: 'cut.safetensors' });
  expect(error).toMatchObject({ name: 'ModelError', details: { file: 'cut.safetensors' } });
  expect(await tab.call('stats')).toEqual(IDLE);
  expect((await tab.call('restore', JOB)).parts).toEqual(SUPIR_PARTS);
});

function largestDifference(a: readonly number[], b: readonly number[]): number {
  return Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));
}
