import path from 'node:path';
import { workApart } from '../../scripts/record/apart';
import type { work } from './work/own-buffers';

jest.setTimeout(300_000);

test('buffers and kernels of our own count beside the runtime’s', async () => {
  const file = path.join(__dirname, 'work/own-buffers.ts');
  const { weightBytes, resident, counts, kernels } = await workApart<typeof work>(file);
  const [own, first, second] = counts;
  expect(kernels).toContain('Own');
  expect(kernels).toContain('Gemm');
  expect(own).toMatchObject({ dispatches: 1, submits: 1, up: weightBytes, bound: weightBytes });
  // Only x crosses, and only y comes back: the weight lies on the device, once.
  for (const run of [first, second]) {
    expect(run).toMatchObject({ dispatches: 1, up: 64 * 1024 * 4, down: 64 * 256 * 4 });
  }
  expect(resident[0]).toBeGreaterThanOrEqual(weightBytes);
  expect(resident[2]).toBeLessThan(resident[0]! + weightBytes);
});
