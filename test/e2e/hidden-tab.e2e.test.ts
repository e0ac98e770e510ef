import type { Page } from 'playwright-core';
import { startPlainChromium, type PlainChromium } from '../support/browser/plain-chromium';
import { serve, type Server } from '../../scripts/lib/serve.mjs';
import { prepareTinySupir } from '../panel/page/tiny-supir';
import { until } from '../support/wait';
import { WEB } from './shipped';

jest.setTimeout(240_000);

/** Enough to look at some of them in a hidden tab, and to come back between them. */
const STEPS = 20;
const RUN_MS = 200_000;

let chromium: PlainChromium;
let server: Server;
beforeAll(async () => {
  server = await serve(WEB);
});
afterAll(() => server.close());
beforeEach(async () => {
  chromium = await startPlainChromium();
});
afterEach(() => chromium.close());

/** What the panel shows, read without the help of frames: a hidden tab draws none. */
interface Shown {
  readonly hidden: boolean;
  readonly state: string | undefined;
  /** "Step 3 of 6", and where the bar stands; null before the steps. */
  readonly steps: { readonly now: number; readonly total: number; readonly percent: number } | null;
}

function shown(page: Page): Promise<Shown> {
  return page.evaluate(() => {
    const bar = document.querySelector<HTMLElement & { readonly progress: number }>('#progress');
    const what = document.querySelector('#progress-what')?.textContent ?? '';
    const [, now, total] = /Step (\d+) of (\d+)$/.exec(what) ?? [];
    return {
      hidden: document.hidden,
      state: document.querySelector<HTMLElement>('#status')?.dataset['state'],
      steps:
        bar === null || now === undefined
          ? null
          : { now: Number(now), total: Number(total), percent: bar.progress },
    };
  });
}

const stepOf = (steps: Shown['steps']): number => steps?.now ?? 0;

/** Looks until it is so; a run that ends before fails at once. */
function untilShown(page: Page, is: (shown: Shown) => boolean): Promise<Shown> {
  return until(async () => {
    const now = await shown(page);
    if (is(now)) return now;
    if (now.state === 'running') return null;
    throw new Error(`the run ended before: ${JSON.stringify(now)}`);
  }, RUN_MS);
}

/** Counts from now on what the tab draws. */
async function framesDrawn(page: Page): Promise<() => Promise<number>> {
  const counter = await page.evaluateHandle(() => {
    const drawn = { frames: 0 };
    const count = (): void => {
      drawn.frames++;
      requestAnimationFrame(count);
    };
    count();
    return drawn;
  });
  return async () => (await counter.jsonValue()).frames;
}

const layersIn = (page: Page): Promise<number> => page.locator('#layers [role=treeitem]').count();

test('a run goes on in a hidden tab, shows how far it is when the tab comes back, and ends in one', async () => {
  const page = await chromium.context.newPage();
  await prepareTinySupir(page, server.url, STEPS);
  const before = await layersIn(page);
  const drawn = await framesDrawn(page);
  await page.locator('#upscale').click();
  await page.locator('#status[data-state=running]').waitFor({ state: 'attached' });
  const visible = await untilShown(page, ({ steps }) => steps !== null);
  expect(visible).toMatchObject({ hidden: false, state: 'running' });

  const other = await chromium.context.newPage();
  await other.bringToFront();
  const hidden = await untilShown(page, (now) => now.hidden);
  const frames = await drawn();
  const later = await untilShown(page, ({ steps }) => stepOf(steps) > stepOf(hidden.steps));
  expect(later).toMatchObject({ hidden: true, state: 'running' });
  expect(await drawn()).toBe(frames);

  await page.bringToFront();
  const back = await untilShown(page, (now) => !now.hidden);
  expect(back.state).toBe('running');
  expect(stepOf(back.steps)).toBeGreaterThanOrEqual(stepOf(later.steps));
  // The words and the bar count the same steps: "Step 3 of 6" stands at two sixths.
  const { now, total, percent } = back.steps!;
  expect(percent).toBe(Math.round(((now - 1) / total) * 100));

  await other.bringToFront();
  await untilShown(page, (now) => now.hidden);
  await untilShown(page, ({ state }) => state !== 'running');
  expect(await shown(page)).toMatchObject({ hidden: true, state: 'done' });
  expect(await layersIn(page)).toBe(before + 1);

  await page.bringToFront();
  await page.locator('#result').waitFor();
  await page.locator('#canvas[data-ready]').waitFor();
  expect(JSON.parse((await page.locator('#result').getAttribute('data-report'))!)).toMatchObject({
    restorer: 'supir',
    supir: { steps: STEPS },
  });
});
