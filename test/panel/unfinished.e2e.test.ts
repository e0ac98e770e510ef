import type { Page } from 'playwright-core';
import { clickAtStep } from '../../scripts/demo/click-at-step';
import { eventually } from '../support/browser/eventually';
import { cancelAt } from '../e2e/at-stage';
import { begin, ended, outcome } from '../e2e/outcome';
import { ready, startBuiltPage, type BuiltPage } from './page/built-page';
import { faintTexts } from './page/contrast';
import { savedSteps, spoil } from './page/kept-runs';
import { overflowing } from './page/overflow';
import { places } from './page/results';
import { chooseTinyFiles, prepareTinySupir } from './page/tiny-supir';

jest.setTimeout(240_000);

let built: BuiltPage;
beforeAll(async () => {
  built = await startBuiltPage();
});
afterAll(() => built.close());
afterEach(() => built.closeTabs());

/** Enough to do something meanwhile. */
const STEPS = 16;

interface Report {
  readonly layer: string;
  readonly supir: { readonly steps: number; readonly stoppedAfter?: number };
}

async function report(page: Page): Promise<Report> {
  const text = await page.locator('#result').getAttribute('data-report');
  return JSON.parse(text ?? '{}') as Report;
}

/** A page in the middle of a run. */
async function stepping(page: Page): Promise<void> {
  await prepareTinySupir(page, built.url, STEPS);
  await begin(page);
  await page.locator('#status[data-part=sample]').waitFor({ state: 'attached' });
}

/** A page whose run was cancelled after some steps. */
async function cancelled(): Promise<Page> {
  const page = await built.tab();
  await stepping(page);
  await clickAtStep(page, 2, '#cancel');
  expect(await ended(page)).toBe('cancelled');
  await page.locator('#unfinished').waitFor();
  return page;
}

async function goOn(page: Page): Promise<string> {
  await page.locator('#unfinished-go-on').click();
  return ended(page);
}

async function isOffered(page: Page): Promise<boolean> {
  return (await page.locator('#unfinished').count()) > 0;
}

async function reloaded(page: Page): Promise<void> {
  await page.reload();
  await ready(page);
}

describe('stop and keep', () => {
  it('ends after a step, keeps the picture, and marks it', async () => {
    const page = await built.tab();
    await stepping(page);
    await clickAtStep(page, 2, '#stop-and-keep');
    expect(await ended(page)).toBe('done');
    const { layer, supir } = await report(page);
    expect(supir.stoppedAfter).toBeGreaterThanOrEqual(2);
    expect(supir.stoppedAfter).toBeLessThan(STEPS);
    expect(layer).toBe(`Restored 1x (SUPIR, step ${supir.stoppedAfter})`);
    const step = await page.locator('#result-stopped').getAttribute('data-step');
    expect(step).toBe(String(supir.stoppedAfter));
    await eventually(() => isOffered(page), false);
    expect(await savedSteps(page)).toEqual([]);
  });
});

describe('an unfinished run', () => {
  it('after a cancel goes on by the keyboard, to the end', async () => {
    const page = await cancelled();
    const card = page.locator('#unfinished');
    const done = Number(await card.getAttribute('data-done'));
    expect(done).toBeGreaterThanOrEqual(1);
    expect(await card.textContent()).toContain(`${done} of ${STEPS} steps`);
    await page.locator('#unfinished-go-on').focus();
    await page.keyboard.press('Enter');
    expect(await ended(page)).toBe('done');
    expect((await report(page)).supir).not.toHaveProperty('stoppedAfter');
    await eventually(() => isOffered(page), false);
    expect(await savedSteps(page)).toEqual([]);
  });

  it('after a reload goes on, once the files are there', async () => {
    const page = await built.tab();
    await stepping(page);
    await eventually(async () => (await savedSteps(page)).length, 1);
    await reloaded(page);
    await page.locator('#unfinished').waitFor();
    // They were remembered by name; this browser keeps no handles.
    expect(await goOn(page)).toBe('model-choose-again');
    await page.locator('#error-dismiss').click();
    await chooseTinyFiles(page);
    expect(await goOn(page)).toBe('done');
    expect((await report(page)).supir).toMatchObject({ steps: STEPS });
    await eventually(() => isOffered(page), false);
    await reloaded(page);
    expect(await isOffered(page)).toBe(false);
  });

  it('thrown away it stays away', async () => {
    const page = await cancelled();
    await page.locator('#unfinished-discard').click();
    await eventually(() => isOffered(page), false);
    expect(await savedSteps(page)).toEqual([]);
    await reloaded(page);
    expect(await isOffered(page)).toBe(false);
  });

  it('of a cancel before the first step there is none', async () => {
    const page = await built.tab();
    await prepareTinySupir(page, built.url, 2);
    await cancelAt(page, 'text', 'part');
    expect(await outcome(page)).toBe('cancelled');
    expect(await isOffered(page)).toBe(false);
  });
});

/** Cancels the moment that the strip shows a result: the variant after it has hardly begun. */
function cancelAfterFirst(page: Page): Promise<void> {
  return page.evaluate(() => {
    const observer = new MutationObserver(() => {
      if (document.querySelector('#results-strip [role=option]') === null) return;
      observer.disconnect();
      document.querySelector<HTMLElement>('#cancel')!.click();
    });
    observer.observe(document.body, { subtree: true, childList: true });
  });
}

test('three variants that are cancelled in the second one become three, also by another page', async () => {
  const page = await built.tab();
  await prepareTinySupir(page, built.url, 2);
  await page.locator('label:has(#setting-variants-3)').click();
  await begin(page);
  await cancelAfterFirst(page);
  // What was finished stays.
  expect(await ended(page)).toBe('done');
  expect(await places(page)).toEqual(['inserted']);
  const card = page.locator('#unfinished[data-done="0"][data-variants-left="1"]');
  await card.waitFor();
  expect(await card.textContent()).toContain('is still to be made');

  await reloaded(page);
  await card.waitFor();
  await chooseTinyFiles(page);
  expect(await goOn(page)).toBe('done');
  expect(await places(page)).toEqual(['aside', 'aside', 'inserted']);
  await eventually(() => isOffered(page), false);
  expect(await savedSteps(page)).toEqual([]);
});

describe('another tab', () => {
  it('does not offer what goes on here', async () => {
    const page = await built.tab();
    await stepping(page);
    await eventually(async () => (await savedSteps(page)).length, 1);
    const other = await page.context().newPage();
    await other.goto(built.url);
    await ready(other);
    expect(await isOffered(other)).toBe(false);
    expect(await ended(page)).toBe('done');
  });

  it('that offers what goes on here meanwhile is refused by name', async () => {
    const page = await cancelled();
    const other = await page.context().newPage();
    await other.goto(`${built.url}?developer`);
    await ready(other);
    await chooseTinyFiles(other);
    await other.locator('#unfinished').waitFor();
    await page.bringToFront();
    await page.locator('#unfinished-go-on').click();
    await page.locator('#status[data-state=running]').waitFor({ state: 'attached' });
    expect(await goOn(other)).toBe('unfinished-run-elsewhere');
    expect(await ended(page)).toBe('done');
  });
});

describe('storage', () => {
  it.each(['begun', 'steps'] as const)(
    'that lost a half, %s, is not gone on with',
    async (half) => {
      const page = await cancelled();
      await spoil(page, half);
      expect(await goOn(page)).toBe('unfinished-run-lost');
      await eventually(() => isOffered(page), false);
      expect(await savedSteps(page)).toEqual([]);
      expect(await outcome(page)).toBe('done');
    },
  );

  it('that has no room keeps the run as long as the page', async () => {
    const page = await built.tab();
    const session = await page.context().newCDPSession(page);
    const { origin } = new URL(built.url);
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 20_000 });
    await stepping(page);
    await clickAtStep(page, 2, '#cancel');
    expect(await ended(page)).toBe('cancelled');
    await page.locator('#unfinished').waitFor();
    expect(await savedSteps(page)).toEqual([]);
    await page.locator('#unfinished-passing').waitFor();
    expect(await goOn(page)).toBe('done');
    await clickAtStepOfAnother(page);
    await page.locator('#unfinished').waitFor();
    await reloaded(page);
    expect(await isOffered(page)).toBe(false);
  });

  it('that is cleared under a run gets all of it again', async () => {
    const page = await built.tab();
    await stepping(page);
    await eventually(async () => (await savedSteps(page)).length, 1);
    const session = await page.context().newCDPSession(page);
    const { origin } = new URL(built.url);
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
    await page.locator('#cancel').click();
    expect(await ended(page)).toBe('cancelled');
    await reloaded(page);
    await page.locator('#unfinished').waitFor();
    await chooseTinyFiles(page);
    expect(await goOn(page)).toBe('done');
  });
});

async function clickAtStepOfAnother(page: Page): Promise<void> {
  await begin(page);
  await clickAtStep(page, 2, '#cancel');
  expect(await ended(page)).toBe('cancelled');
}

describe('the screen', () => {
  it.each([
    ['en-US', 'light', 240],
    ['zh-CN', 'dark', 240],
    ['en-US', 'light', 1400],
  ] as const)('is readable and fits: %s, %s, %d px', async (locale, colorScheme, width) => {
    const page = await built.tab({ colorScheme, locale, viewport: { width: 1100, height: 1500 } });
    await prepareTinySupir(page, built.url, STEPS);
    await page.setViewportSize({ width, height: 1600 });
    await begin(page);
    await page.locator('#stop-and-keep:not([disabled])').waitFor();
    await eventually(async () => (await savedSteps(page)).length, 1);
    await shot(page, `running-${locale}-${colorScheme}-${width}`);
    expect(await overflowing(page)).toEqual([]);
    await page.locator('#cancel').click();
    expect(await ended(page)).toBe('cancelled');
    await page.locator('#unfinished').waitFor();
    await shot(page, `unfinished-${locale}-${colorScheme}-${width}`);
    await eventually(() => overflowing(page), []);
    await eventually(() => faintTexts(page, 4.5), []);
    await page.locator('#unfinished-go-on').click();
    await page.locator('#stop-and-keep:not([disabled])').click();
    expect(await ended(page)).toBe('done');
    await page.locator('#result-stopped').waitFor();
    await shot(page, `stopped-${locale}-${colorScheme}-${width}`);
    await eventually(() => overflowing(page), []);
  });
});

async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
}
