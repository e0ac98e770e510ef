import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openTestPage, type TestPage } from '../../scripts/lib/browser/test-page';
import { readMerges } from '../../scripts/parity/merges';
import { TINY_LORA, TINY_LORA_BYTES, TINY_PAIRINGS, TINY_SDXL } from '../restore/supir/tiny-lora';
import { tinyCheckpoint } from '../restore/supir/tiny-checkpoint';
import { encodeFile } from '../weights/encode-file';
import { mergeBeforehand } from '../weights/lora/merge-beforehand';
import type { SupirJob, SupirPage } from './page/supir';

jest.setTimeout(600_000);

const SET = resolve(__dirname, '../fixtures/supir-tiny');
const JOB: SupirJob = { device: 'wasm', steps: 2 };
const LORA = { lora: { name: 'lora.safetensors', strength: 0.8 } };

let tab: TestPage<SupirPage>;
beforeAll(async () => {
  tab = await openTestPage<SupirPage>('test/engine/page/supir.ts', { webgpu: true });
  const put = (from: string, to: string): Promise<void> =>
    copyFile(join(SET, from), join(tab.folder, to));
  const write = (name: string, bytes: Uint8Array | string): Promise<void> =>
    writeFile(join(tab.folder, name), bytes);
  await put('config.json', 'config.json');
  await put('weights/supir.f16.safetensors', 'supir.f16.safetensors');
  await put('weights/sdxl.f16.safetensors', 'sdxl.f16.safetensors');
  await write('SUPIR-v0Q.ckpt', tinyCheckpoint('supir.f16.safetensors'));
  await write('lora.safetensors', TINY_LORA_BYTES);
  const merged = mergeBeforehand(TINY_SDXL, TINY_LORA, TINY_PAIRINGS, LORA.lora.strength);
  const parts = [...merged.tensors.values()].map(({ name, type, shape, byteLength, read }) => ({
    name,
    dtype: type,
    shape,
    bytes: Uint8Array.from(read(0, byteLength)),
  }));
  await write('merged.safetensors', encodeFile(parts));
  await mkdir(join(tab.folder, 'models'), { recursive: true });
  await write('models/clip-merges.txt', readMerges().join('\n'));
});
afterAll(() => tab.close());

function farthest(a: readonly number[], b: readonly number[]): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}

test('a checkpoint of PyTorch gives the picture of the same numbers in .safetensors', async () => {
  const expected = await tab.call('restore', JOB);
  const { pixels, report } = await tab.call('restore', { ...JOB, supir: 'SUPIR-v0Q.ckpt' });
  expect(pixels).toEqual(expected.pixels);
  expect(report.model).toBe('SUPIR-v0Q.ckpt + sdxl.f16.safetensors');
});

test('wasm: a LoRA added while reading gives the picture of one merged beforehand', async () => {
  const job: SupirJob = { ...JOB, supir: 'SUPIR-v0Q.ckpt', picked: true };
  const plain = await tab.call('restore', job);
  const expected = await tab.call('restore', { ...job, sdxl: 'merged.safetensors' });
  const { pixels, report } = await tab.call('restore', { ...job, ...LORA });
  expect(farthest(pixels, expected.pixels)).toBeLessThanOrEqual(1);
  expect(farthest(pixels, plain.pixels)).toBeGreaterThan(10);
  expect(report.model).toContain('lora.safetensors × 0.8');
  // Nothing that was made with it is left for a run without it.
  expect((await tab.call('restore', job)).pixels).toEqual(plain.pixels);
});

// Two jobs only: a software adapter compiles every shader anew for each.
test('WebGPU: a LoRA gives the picture of the processor, and nothing of it is left', async () => {
  const job: SupirJob = { ...JOB, steps: 1, picked: true };
  const picture = async (more: Partial<SupirJob>): Promise<readonly number[]> =>
    (await tab.call('restore', { ...job, ...more })).pixels;
  const webgpu = [
    await picture({ ...LORA, device: 'webgpu' }),
    await picture({ device: 'webgpu' }),
  ];
  const wasm = [await picture(LORA), await picture({})];
  for (const [i, expected] of wasm.entries()) {
    expect(farthest(webgpu[i]!, expected)).toBeLessThanOrEqual(1);
  }
  expect(farthest(wasm[0]!, wasm[1]!)).toBeGreaterThan(10);
});
