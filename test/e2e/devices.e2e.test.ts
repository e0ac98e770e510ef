import { choose } from '../../scripts/demo/controls';
import { setUpSupir } from '../../scripts/demo/supir-panel';
import {
  layerNamed,
  readSaved,
  type SavedDocument,
  type SavedLayer,
} from '../hosts/contract/saved';
import { savedSteps } from '../panel/page/kept-runs';
import { crashGpu } from '../support/browser/crash';
import { eventually } from '../support/browser/eventually';
import { groupedPhoto } from './documents';
import { begin, ended, outcome } from './outcome';
import { largestDifference } from './shapes';
import { openInTab, run, startShipped, type Shipped, type Standalone } from './shipped';
import { TINY_SUPIR } from './tiny-supir';

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

const STEPS = 3;
const SUPIR = {
  ...TINY_SUPIR,
  settings: { steps: STEPS, seed: 3, minSize: 64 },
};
const NAME = 'Restored 1x (SUPIR)';

async function saved(session: Standalone): Promise<SavedDocument> {
  return readSaved(await session.savePsd());
}

const names = ({ layers }: SavedDocument): readonly string[] => layers.map(({ name }) => name);

it('a run of SUPIR whose device is lost is told of, and goes on to the picture of wasm', async () => {
  const session = await openInTab(shipped, 'grouped.psd', groupedPhoto());
  const { page, panel } = session;
  await session.activate('photo');
  await session.select(BOX, 0);
  const before = names(await saved(session));
  await setUpSupir(panel, SUPIR);
  await choose(panel, 'scale', '1');
  await choose(panel, 'device', 'wasm');
  expect(await outcome(panel)).toBe('done');
  const wasm = layerNamed(await saved(session), NAME).pixels;
  await session.press('undo');

  await choose(panel, 'device', 'webgpu');
  await begin(panel);
  await panel.getByText(`Step 2 of ${STEPS}`).first().waitFor({ timeout: 120_000 });
  await eventually(async () => (await savedSteps(page)).length, 1);
  await crashGpu(page);
  expect(await ended(panel)).toBe('device-lost');
  expect(names(await saved(session))).toEqual(before);
  const card = page.locator('#unfinished');
  await card.waitFor();
  expect(Number(await card.getAttribute('data-done'))).toBeGreaterThanOrEqual(1);
  expect(await page.locator('#error-unfinished').textContent()).toContain('go on with them below');

  await page.locator('#unfinished-go-on').click();
  expect(await ended(panel)).toBe('done');
  expect(await page.locator('#status').getAttribute('data-device')).toBe('webgpu');
  expect(largestDifference(layerNamed(await saved(session), NAME).pixels, wasm)).toBeLessThan(3);
  await eventually(() => card.count(), 0);
  expect(await savedSteps(page)).toEqual([]);
});
