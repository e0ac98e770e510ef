import { clickAtStep } from '../../scripts/demo/click-at-step';
import { setUpSupir } from '../../scripts/demo/supir-panel';
import { layerNamed, readSaved } from '../hosts/contract/saved';
import { savedSteps } from '../panel/page/kept-runs';
import { crashPage } from '../support/browser/crash';
import { eventually } from '../support/browser/eventually';
import { groupedPhoto } from './documents';
import { begin, ended, outcome } from './outcome';
import { openIn, openInTab, startShipped, type Shipped, type Standalone } from './shipped';
import { TINY_SUPIR } from './tiny-supir';

jest.setTimeout(300_000);

const STEPS = 14;
const FILES = {
  ...TINY_SUPIR,
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

/** Has the engine's worker end itself, without a word, the moment that the panel tells of step 3. */
async function endWorkerAtStep({ page }: Standalone): Promise<void> {
  const engine = page.workers().find((worker) => worker.url().includes('engine'));
  await engine!.evaluate(() => {
    new BroadcastChannel('end').onmessage = () => close();
  });
  await page.evaluate(() => {
    const observer = new MutationObserver(() => {
      const told = document.querySelector('#progress-what')?.textContent ?? '';
      if (Number(/Step (\d+) of/.exec(told)?.[1] ?? 0) < 3) return;
      observer.disconnect();
      new BroadcastChannel('end').postMessage(null);
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

/** A run that ends too early; gives the page that is then ready to go on. */
const ENDS: readonly (readonly [string, (session: Standalone) => Promise<Standalone>])[] = [
  [
    'a cancel',
    async (session) => {
      await clickAtStep(session.panel, 3, '#cancel');
      await begin(session.panel);
      expect(await ended(session.panel)).toBe('cancelled');
      return session;
    },
  ],
  [
    'the death of the engine’s worker',
    async (session) => {
      await endWorkerAtStep(session);
      await begin(session.panel);
      expect(await ended(session.panel)).toBe('worker-lost');
      await session.page.locator('#error-dismiss').click();
      return session;
    },
  ],
  [
    'a crash of the page',
    async (session) => {
      await begin(session.panel);
      await stepsAreSaved(session);
      const opened = await openIn(await crashPage(session.page), shipped, ...FILE);
      await opened.activate('photo');
      await setUpSupir(opened.panel, { ...FILES, settings: { steps: 2, seed: 9, minSize: 128 } });
      return opened;
    },
  ],
];

it.each(ENDS)('after %s the run goes on to the same picture, bit by bit', async (_, end) => {
  const session = await end(await prepared());
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
