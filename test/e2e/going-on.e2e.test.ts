import path from 'node:path';
import { clickAtStep } from '../../scripts/demo/click-at-step';
import { setUpSupir } from '../../scripts/demo/supir-panel';
import { layerNamed, readSaved } from '../hosts/contract/saved';
import { savedSteps } from '../panel/page/kept-runs';
import { crashPage } from '../support/browser/crash';
import { eventually } from '../support/browser/eventually';
import { groupedPhoto } from './documents';
import { begin, ended, outcome } from './outcome';
import { openIn, openInTab, startShipped, type Shipped, type Standalone } from './shipped';

jest.setTimeout(300_000);

const TINY = path.resolve(__dirname, '../fixtures/supir-tiny');
const STEPS = 10;
const FILES = {
  supir: path.join(TINY, 'weights/supir.f16.safetensors'),
  sdxl: path.join(TINY, 'weights/sdxl.f16.safetensors'),
  config: path.join(TINY, 'config.json'),
  settings: { steps: STEPS, seed: 3, minSize: 64 },
};
const FILE = ['grouped.psd', groupedPhoto()] as const;
const BOX = { kind: 'rect', x: 24, y: 16, width: 48, height: 40 } as const;

let shipped: Shipped;
let whole: Buffer;
beforeAll(async () => {
  shipped = await startShipped();
  const session = await prepared();
  expect(await outcome(session.panel)).toBe('done');
  whole = await pixels(session);
  expect(new Set(whole).size).toBeGreaterThan(20);
}, 300_000);
afterAll(() => shipped.close());
afterEach(() => shipped.closeTabs());

async function prepared(): Promise<Standalone> {
  const session = await openInTab(shipped, ...FILE);
  await session.activate('photo');
  await session.select(BOX, 0);
  await setUpSupir(session.panel, FILES);
  return session;
}

/** Of the restored layer. */
async function pixels(session: Standalone): Promise<Buffer> {
  const layer = layerNamed(readSaved(await session.savePsd()), 'Restored 2x (SUPIR)');
  return Buffer.from(layer.pixels);
}

async function stepsAreSaved({ page, panel }: Standalone): Promise<void> {
  await panel.locator('#status[data-part=sample]').waitFor({ state: 'attached', timeout: 120_000 });
  await eventually(async () => (await savedSteps(page)).length, 1);
}

/** How a run ends too early; gives the page that is then ready to go on. */
const ENDS: readonly (readonly [string, (session: Standalone) => Promise<Standalone>])[] = [
  [
    'a cancel',
    async (session) => {
      await clickAtStep(session.panel, 3, '#cancel');
      expect(await ended(session.panel)).toBe('cancelled');
      return session;
    },
  ],
  [
    'the death of the engine’s worker',
    async (session) => {
      await stepsAreSaved(session);
      const { page, panel } = session;
      const engine = page.workers().find((worker) => worker.url().includes('engine'));
      await engine!.evaluate(() => close());
      expect(await ended(panel)).not.toMatch(/done|cancelled/);
      await page.locator('#error-dismiss').click();
      return session;
    },
  ],
  [
    'a crash of the page',
    async (session) => {
      await stepsAreSaved(session);
      const opened = await openIn(await crashPage(session.page), shipped, ...FILE);
      await opened.activate('photo');
      await setUpSupir(opened.panel, { ...FILES, settings: { steps: 2, seed: 9, minSize: 128 } });
      return opened;
    },
  ],
];

it.each(ENDS)('after %s the run goes on to the same picture, bit by bit', async (_, end) => {
  const begun = await prepared();
  await begin(begun.panel);
  const session = await end(begun);
  const card = session.page.locator('#unfinished');
  await card.waitFor();
  const done = Number(await card.getAttribute('data-done'));
  expect(done).toBeGreaterThanOrEqual(1);
  expect(done).toBeLessThan(STEPS);
  await session.page.locator('#unfinished-go-on').click();
  expect(await ended(session.panel)).toBe('done');
  expect((await pixels(session)).equals(whole)).toBe(true);
  await eventually(() => card.count(), 0);
});
