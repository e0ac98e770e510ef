import { layerNamed, readSaved, type SavedLayer } from '../hosts/contract/saved';
import { groupedPhoto } from './documents';
import { largestDifference } from './shapes';
import { openInTab, run, startShipped, type Shipped } from './shipped';

jest.setTimeout(280_000);

let shipped: Shipped;
beforeAll(async () => {
  shipped = await startShipped({ webgpu: true });
});
afterAll(() => shipped.close());
afterEach(() => shipped.closeTabs());

const BOX = { kind: 'rect', x: 24, y: 16, width: 48, height: 40 } as const;

async function restored(device: 'webgpu' | 'wasm'): Promise<SavedLayer['pixels']> {
  const session = await openInTab(shipped, 'grouped.psd', groupedPhoto());
  await session.activate('photo');
  await session.select(BOX, 0);
  const facts = await run(session.panel, '--device', device, '--scale', '1');
  expect(facts).toMatchObject({ device });
  expect(await session.page.locator('#status').getAttribute('data-device')).toBe(device);
  const { pixels } = layerNamed(readSaved(await session.savePsd()), 'Restored 1x (Fast)');
  await session.page.context().close();
  return pixels;
}

it('WebGPU and wasm give the same layer, within one level', async () => {
  const wasm = await restored('wasm');
  expect(wasm).toHaveLength(48 * 40 * 4);
  expect(largestDifference(wasm, await restored('webgpu'))).toBeLessThanOrEqual(1);
});
