import type { Locator, Page } from 'playwright-core';
import { chooseFileAt } from '../e2e/at-stage';
import { eventually } from '../support/browser/eventually';
import { ready, selectRectangle, settled, startBuiltPage, type BuiltPage } from './page/built-page';
import { faintTexts } from './page/contrast';
import { overflowing } from './page/overflow';
import { prepareTinySupir } from './page/tiny-supir';

jest.setTimeout(240_000);

let built: BuiltPage;
beforeAll(async () => {
  built = await startBuiltPage();
});
afterAll(() => built.close());
afterEach(() => built.closeTabs());

const card = (page: Page): Locator => page.locator('#try-here');
const picture = (page: Page): Locator => page.locator('#try-picture [part=picture]');

/** Waits for a tile that the panel has no reason to try again. */
async function tried(page: Page): Promise<void> {
  await page.locator('#try-here[data-state=tried]:not([data-reason])').waitFor();
}

async function opened(page: Page): Promise<void> {
  await page.locator('#try-open').click();
  await card(page).waitFor();
  await page.locator('#status[data-state=idle]').waitFor({ state: 'attached' });
}

/** Clicks at shares of the picture's sides. */
async function clickAt(page: Page, across: number, down: number): Promise<void> {
  const box = (await picture(page).boundingBox())!;
  await page.mouse.click(box.x + box.width * across, box.y + box.height * down);
}

interface Report {
  readonly tiles: number;
  readonly supir: { readonly seed: number; readonly skipped: readonly string[] } | null;
}

async function reportOf(page: Page, id: string): Promise<Report> {
  const text = await page.locator(id).getAttribute('data-report');
  return JSON.parse(text ?? 'null') as Report;
}

test('a click in the picture restores a tile there; a changed setting offers to try again; the run uses it', async () => {
  const page = await built.open();
  await selectRectangle(page, { width: 90, height: 60 });
  await opened(page);
  await page.locator('#try-picture').scrollIntoViewIfNeeded();
  await clickAt(page, 0.7, 0.4);
  await tried(page);
  await page.locator('#try-compare #handle').waitFor();
  const [x = 0, y = 0, width = 0, height = 0] = (
    (await page.locator('#try-tile').getAttribute('data-rect')) ?? ''
  )
    .split(',')
    .map(Number);
  const [px = 0, py = 0] = ((await card(page).getAttribute('data-point')) ?? '')
    .split(',')
    .map(Number);
  expect(px >= x && px < x + width && py >= y && py < y + height).toBe(true);
  expect(await page.locator('#try-tile').getAttribute('data-used')).toBe('tile');
  // Nothing was inserted.
  expect(await page.locator('#result').count()).toBe(0);

  await page.locator('#setting-faithful').click();
  await eventually(() => card(page).getAttribute('data-reason'), 'settings');
  await eventually(() => page.locator('#try-go').innerText(), 'Try again');
  await page.locator('#try-go').click();
  await tried(page);

  await page.locator('#upscale').click();
  expect(await settled(page)).toBe('done');
  // The one tile that the run has was made by the try.
  const { networkMs } = (await reportOf(page, '#result')) as Report & { networkMs: number };
  expect(networkMs).toBe(0);
  await eventually(() => card(page).count(), 0);
});

test('of SUPIR: tried, changed, tried again, and run with the same noise without a step', async () => {
  const page = await built.tab();
  await prepareTinySupir(page, built.url, 2);
  await opened(page);
  await clickAt(page, 0.5, 0.5);
  await tried(page);
  const first = await reportOf(page, '#try-tile');
  expect(first.supir?.skipped).toEqual([]);

  await page.locator('#setting-prompt').fill('a stone wall');
  await eventually(() => card(page).getAttribute('data-reason'), 'settings');
  await page.locator('#try-go').click();
  await tried(page);
  const again = await reportOf(page, '#try-tile');
  expect(again.supir?.skipped).toEqual(['denoise-encode', 'stage1-decode', 'stage1-encode']);
  expect(again.supir?.seed).toBe(first.supir?.seed);
  expect(await page.locator('#try-news').innerText()).toContain(String(first.supir?.seed));

  await page.locator('#upscale').click();
  expect(await settled(page)).toBe('done');
  const { supir } = await reportOf(page, '#result');
  expect(supir?.seed).toBe(first.supir?.seed);
  // The small selection is tried whole.
  expect(supir?.skipped).toEqual([
    'text',
    'denoise-encode',
    'stage1-decode',
    'stage1-encode',
    'sample',
  ]);
});

test('by the keyboard alone', async () => {
  const page = await built.open();
  await selectRectangle(page);
  await page.locator('#try-open').focus();
  await page.keyboard.press('Enter');
  await card(page).waitFor();
  await page.waitForFunction(() => document.activeElement?.id === 'try-picture');
  await page.locator('#status[data-state=idle]').waitFor({ state: 'attached' });
  const point = (): Promise<string | null> => card(page).getAttribute('data-point');
  const before = (await point())!.split(',').map(Number);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowUp');
  await eventually(async () => {
    const [x = 0, y = 0] = (await point())!.split(',').map(Number);
    return x > before[0]! && y < before[1]!;
  }, true);
  // The new place is said once: the name stays.
  const told = await page.locator('#try-point').innerText();
  expect(await picture(page).getAttribute('aria-description')).toContain(told);
  expect(await picture(page).getAttribute('aria-label')).toBe('Picture to choose a point in');
  await page.keyboard.press('Enter');
  await tried(page);
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.activeElement?.id === 'try-open');
});

test('called off in the middle it leaves the picture, and can be tried again', async () => {
  const page = await built.tab();
  await prepareTinySupir(page, built.url, 60);
  await opened(page);
  await clickAt(page, 0.5, 0.5);
  await page.locator('#status[data-part=sample]').waitFor({ state: 'attached' });
  expect(await page.locator('#stop-and-keep').count()).toBe(0);
  await page.locator('#cancel').click();
  expect(await settled(page)).toBe('idle');
  expect(await card(page).getAttribute('data-state')).toBe('open');
  expect(await page.locator('#unfinished').count()).toBe(0);
  await page.locator('#setting-steps input').fill('1');
  await page.keyboard.press('Enter');
  await page.locator('#try-go').click();
  await tried(page);
});

test('another selection is told of and shown when asked for; another document takes it away', async () => {
  const page = await built.open();
  await selectRectangle(page);
  await opened(page);
  await clickAt(page, 0.5, 0.5);
  await tried(page);
  await page.locator('supir-canvas').click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('Control+d');
  await page.locator('#panel-scroll').hover();
  await eventually(() => card(page).getAttribute('data-reason'), 'selection');
  await page.locator('#try-show').click();
  await eventually(() => card(page).getAttribute('data-reason'), 'first');
  await chooseFileAt(page, 'restore', 'other.png', await onePixel(page));
  await clickAt(page, 0.5, 0.5);
  expect(await settled(page)).toBe('idle');
  await eventually(() => card(page).count(), 0);
});

/** A PNG that the browser makes. */
async function onePixel(page: Page): Promise<Buffer> {
  const address = await page.evaluate(() =>
    document.createElement('canvas').toDataURL('image/png'),
  );
  return Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');
}

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test.each(['en-US', 'zh-CN'])('fits into 240 pixels in %s and can be read', async (locale) => {
    const page = await built.open({ colorScheme, locale, viewport: { width: 1100, height: 1500 } });
    await ready(page);
    await selectRectangle(page);
    await opened(page);
    await clickAt(page, 0.5, 0.5);
    await tried(page);
    for (const width of [240, 600]) {
      await page.setViewportSize({ width, height: 2400 });
      await eventually(() => overflowing(page), []);
      await eventually(() => faintTexts(page, 4.5), []);
    }
    await page.locator('#setting-scale-1').check();
    await eventually(() => card(page).getAttribute('data-reason'), 'settings');
    await eventually(() => overflowing(page), []);
    await eventually(() => faintTexts(page, 4.5), []);
  });
});
