import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { openTestPage, type TestPage } from '../../../scripts/lib/browser/test-page';
import type { QuantisedPage } from './page';

jest.setTimeout(600_000);

let tab: TestPage<QuantisedPage>;
beforeAll(async () => {
  tab = await openTestPage<QuantisedPage>('test/networks/quantised/page.ts', { webgpu: true });
  const set = path.resolve(__dirname, '../../fixtures/supir-tiny');
  await symlink(set, path.join(tab.folder, 'set'));
});
afterAll(() => tab.close());

test.each(['q8', 'q4'] as const)(
  '%s: a step with weights quantised on the adapter is that with weights quantised by the processor',
  async (linear) => {
    const { numbers, rounded, most, distance } = await tab.call('compare', linear);
    expect(numbers).toBeGreaterThan(100_000);
    expect(most).toBeLessThanOrEqual(1);
    expect(rounded / numbers).toBeLessThanOrEqual(1e-4);
    // Apart from that rounding, of a deviation of the step's result.
    expect(distance).toBeLessThanOrEqual(1e-6);
  },
);
