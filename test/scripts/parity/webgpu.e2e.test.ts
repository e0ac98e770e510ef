import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { openTestPage, type TestPage } from '../../../scripts/lib/browser/test-page';
import { readMerges } from '../../../scripts/parity/merges';
import type { PageStage, ParityPage } from '../../../scripts/parity/page/entry';

jest.setTimeout(600_000);

let page: TestPage<ParityPage>;
beforeAll(async () => {
  page = await openTestPage<ParityPage>('scripts/parity/page/entry.ts', { webgpu: true });
  await symlink(join(__dirname, '../../fixtures/supir-tiny'), join(page.folder, 'set'));
});
afterAll(() => page.close());

/** One page for all of them: what one has compiled the next need not. */
const CASES: readonly (Pick<PageStage, 'stage' | 'run'> & { readonly compared: number })[] = [
  { stage: 'text', compared: 10 },
  { stage: 'vae', compared: 10 },
  { stage: 'unet', compared: 65 },
  { stage: 'denoiser', compared: 10 },
  { stage: 'edm', run: 'edm.a', compared: 12 },
];

test.each(CASES)('on WebGPU $stage is as on the processor', async ({ compared, ...which }) => {
  const { rows, live } = await page.call('runStage', {
    ...which,
    device: 'webgpu',
    precision: { weights: 'f32', activations: 'f32' },
    required: true,
    merges: readMerges(),
  });
  expect(rows.filter((row) => !row.ok)).toEqual([]);
  expect(rows.filter(({ error }) => error !== null)).toHaveLength(compared);
  expect(live).toEqual({ sessions: 0, liveTensors: 0 });
});
