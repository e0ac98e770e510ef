import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { openTestPage, type TestPage } from '../browser/test-page';
import { readMerges } from './merges';
import type { PageStage, ParityPage } from './page/entry';

jest.setTimeout(600_000);

let page: TestPage<ParityPage>;
beforeAll(async () => {
  page = await openTestPage<ParityPage>('test/parity/page/entry.ts', { webgpu: true });
  await symlink(join(__dirname, '../fixtures/supir-tiny'), join(page.folder, 'set'));
});
afterAll(() => page.close());

const CASES: readonly Pick<PageStage, 'stage' | 'run'>[] = [
  { stage: 'text' },
  { stage: 'vae' },
  { stage: 'unet' },
  { stage: 'denoiser' },
  { stage: 'edm', run: 'edm.a' },
];

test.each(CASES)('on WebGPU $stage is as on the processor', async (which) => {
  const { rows, live } = await page.call('runStage', {
    ...which,
    device: 'webgpu',
    precision: { weights: 'f32', activations: 'f32' },
    required: true,
    merges: readMerges(),
  });
  expect(rows.filter((row) => !row.ok)).toEqual([]);
  expect(rows.length).toBeGreaterThan(1);
  expect(live).toEqual({ sessions: 0, liveTensors: 0 });
});
