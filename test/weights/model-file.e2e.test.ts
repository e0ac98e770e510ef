import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSafetensors } from '../../src/weights/safetensors';
import { bytesSource } from '../../src/weights/byte-source';
import { openTestPage, type TestPage } from '../../scripts/lib/browser/test-page';
import type { WeightsPage } from './page/entry';

jest.setTimeout(180_000);

const BYTES = readFileSync(join(__dirname, '../fixtures/supir-tiny/weights/supir.f16.safetensors'));
const EXPECTED = [...openSafetensors(bytesSource('f', BYTES)).tensors.values()].map((tensor) => [
  tensor.name,
  tensor.read(0, tensor.byteLength).reduce((sum, byte) => sum + byte, 0),
]);

let tab: TestPage<WeightsPage>;

beforeAll(async () => {
  tab = await openTestPage<WeightsPage>('test/weights/page/entry.ts');
  writeFileSync(join(tab.folder, 'supir.safetensors'), BYTES);
  writeFileSync(join(tab.folder, 'cut.safetensors'), BYTES.subarray(0, BYTES.length - 1000));
});
afterAll(() => tab.close());

test('a worker reads every tensor of a picked file', async () => {
  expect(await tab.call('read', 'supir.safetensors')).toEqual({ error: null, sums: EXPECTED });
});

test('a file that ends too early is named', async () => {
  const { error } = await tab.call('read', 'cut.safetensors');
  expect(error).toMatchObject({ code: 'model-file-truncated', details: { file: 'picked' } });
});

test('the page itself tells what a picked file is', async () => {
  expect(await tab.call('inspect', 'supir.safetensors')).toBe('supir');
});
