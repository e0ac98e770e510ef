import type { Page } from 'playwright-core';
import { eventually } from '../support/browser/eventually';
import { cancelAt } from '../e2e/at-stage';
import { begin, ended, outcome } from '../e2e/outcome';
import { startBuiltPage, type BuiltPage } from './page/built-page';
import { faintTexts } from './page/contrast';
import { savedSteps } from './page/kept-runs';
import { overflowing } from './page/overflow';
import { chooseTinyFiles, prepareTinySupir } from './page/tiny-supir';

jest.setTimeout(240_000);

let built: BuiltPage;
beforeAll(async () => {
  built = await startBuiltPage();
});
afterAll(() => built.close());
afterEach(() => built.closeTabs());

const STEPS = 40;

/** Clicks something the moment that the panel tells of a step. */
function clickAtStep(page: Page, step: number, target: string): Promise<void> {
  return page.locator('#progress-what').evaluate(
    (what, [wanted, selector]) => {
      const observer = new MutationObserver(() => {
        if (!what.textContent.includes(`Step ${wanted} of`)) return;
        observer.disconnect();
        document.querySelector<HTMLElement>(selector)!.click();
      });
      observer.observe(document.querySelector('#status')!.parentElement!, {
        subtree: true,
        childList: true,
        characterData: true,
      });
    },
    [String(step), target] as const,
  );
}

/** The panel draws its progress anew with each run: waits for it, then clicks at the step. */
async function whenStepping(page: Page, step: number, target: string): Promise<void> {
  await page.locator('#status[data-part=sample]').waitFor({ state: 'attached' });
  await clickAtStep(page, step, target);
}

function report(page: Page): Promise<{ supir: { seed: number; stoppedAfter?: number } }> {
  return page
    .locator('#result')
    .getAttribute('data-report')
    .then((text) => JSON.parse(text ?? '{}') as { supir: { seed: number } });
}

test('stops after a step, keeps the picture, and marks it', async () => {
  const page = await built.open();
  await prepareTinySupir(page, built.url, STEPS);
  await begin(page);
  await whenStepping(page, 3, '#stop-and-keep');
  expect(await ended(page)).toBe('done');
  const { supir } = await report(page);
  expect(supir.stoppedAfter).toBeGreaterThanOrEqual(2);
  expect(supir.stoppedAfter).toBeLessThan(STEPS);
  await eventually(
    () => page.locator('#result-stopped').getAttribute('data-step'),
    String(supir.stoppedAfter),
  );
  expect(await page.locator('#result-layer').textContent()).toContain(`step ${supir.stoppedAfter}`);
  expect(await page.locator('#unfinished').count()).toBe(0);
});

test('after a cancel goes on by the keyboard, to the end', async () => {
  const page = await built.open();
  await prepareTinySupir(page, built.url, STEPS);
  await begin(page);
  await whenStepping(page, 3, '#cancel');
  expect(await ended(page)).toBe('cancelled');
  const card = page.locator('#unfinished');
  const done = Number(await card.getAttribute('data-done'));
  expect(done).toBeGreaterThanOrEqual(1);
  expect(await card.textContent()).toContain(`Step ${done} of ${STEPS}`);
  await page.locator('#unfinished-go-on').focus();
  await page.keyboard.press('Enter');
  await page.locator('#status[data-state=done]').waitFor({ state: 'attached' });
  expect((await report(page)).supir).not.toHaveProperty('stoppedAfter');
  await eventually(() => card.count(), 0);
});

test('after a reload goes on, once the files are there', async () => {
  const page = await built.open();
  await prepareTinySupir(page, built.url, STEPS);
  await begin(page);
  await page.locator('#status[data-part=sample]').waitFor({ state: 'attached' });
  await eventually(async () => (await savedSteps(page)).length, 1);
  await page.reload();
  const card = page.locator('#unfinished');
  await card.waitFor();
  await page.locator('#unfinished-go-on').click();
  await page.locator('#status[data-state=error]').waitFor({ state: 'attached' });
  await page.locator('#error-dismiss').click();
  await chooseTinyFiles(page);
  await page.locator('#unfinished-go-on').click();
  await page.locator('#status[data-state=done]').waitFor({ state: 'attached' });
  await eventually(() => card.count(), 0);
  await page.reload();
  await page.locator('#upscale:not([disabled])').waitFor();
  expect(await card.count()).toBe(0);
});

test('is not offered where it goes on in another tab', async () => {
  const page = await built.open();
  await prepareTinySupir(page, built.url, STEPS);
  await begin(page);
  await page.locator('#status[data-part=sample]').waitFor({ state: 'attached' });
  const other = await page.context().newPage();
  await other.goto(built.url);
  await other.locator('#upscale:not([disabled])').waitFor();
  expect(await other.locator('#unfinished').count()).toBe(0);
  expect(await ended(page)).toBe('done');
});

test('thrown away it stays away', async () => {
  const page = await built.open();
  await prepareTinySupir(page, built.url, STEPS);
  await begin(page);
  await whenStepping(page, 3, '#cancel');
  expect(await ended(page)).toBe('cancelled');
  await page.locator('#unfinished-discard').click();
  await eventually(() => page.locator('#unfinished').count(), 0);
  await page.reload();
  await page.locator('#upscale:not([disabled])').waitFor();
  expect(await page.locator('#unfinished').count()).toBe(0);
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test.each(['en-US', 'zh-CN'])('fits into 240 pixels in %s and can be read', async (locale) => {
    const page = await built.open({ colorScheme, locale, viewport: { width: 1100, height: 1500 } });
    await prepareTinySupir(page, built.url, 200);
    await page.setViewportSize({ width: 240, height: 2400 });
    await begin(page);
    await page.locator('#stop-and-keep:not([disabled])').waitFor();
    expect(await overflowing(page)).toEqual([]);
    await page.locator('#cancel').click();
    expect(await ended(page)).toBe('cancelled');
    await page.locator('#unfinished').waitFor();
    await eventually(() => overflowing(page), []);
    await eventually(() => faintTexts(page, 4.5), []);
  });
});

test('a cancel before the first step leaves nothing', async () => {
  const page = await built.open();
  await prepareTinySupir(page, built.url, 2);
  await cancelAt(page, 'text', 'part');
  expect(await outcome(page)).toBe('cancelled');
  expect(await page.locator('#unfinished').count()).toBe(0);
});
