import { readFile } from 'node:fs/promises';
import { decode } from 'fast-png';
import type { Page } from 'playwright-core';
import { eventually } from '../support/browser/eventually';
import { outcome } from '../e2e/outcome';
import { ready, startBuiltPage, type BuiltPage } from './page/built-page';
import { faintTexts } from './page/contrast';
import { overflowing } from './page/overflow';
import { layers, packed, places, withVariants } from './page/results';
import { unclearControls } from './page/spoken';
import { prepareTinySupir } from './page/tiny-supir';

jest.setTimeout(240_000);

let built: BuiltPage;
beforeAll(async () => {
  built = await startBuiltPage();
});
afterAll(() => built.close());
afterEach(() => built.closeTabs());

function chosen(page: Page): Promise<string | null> {
  return page.locator('#results-strip [aria-selected=true]').getAttribute('data-result');
}

it('three variants are chosen from, compared, inserted, saved and deleted, over a reload', async () => {
  const page = await withVariants(built);
  expect(await places(page)).toEqual(['aside', 'aside', 'inserted']);
  expect(await page.locator('#status').innerText()).toContain('2 more are among the results.');
  await packed(page);

  await page.reload();
  await ready(page);
  await eventually(() => places(page), ['aside', 'aside', 'inserted']);

  // One tab stop, and the arrow keys choose.
  const newest = await chosen(page);
  await page.locator('#results-strip [tabindex="0"]').focus();
  await page.keyboard.press('ArrowRight');
  const second = await chosen(page);
  expect(second).not.toBe(newest);
  await eventually(
    () => page.evaluate(() => (document.activeElement as HTMLElement).dataset['result']),
    second ?? undefined,
  );

  await page.locator('#results-compare').selectOption('original');
  await page.locator('#results-pair').waitFor();
  await page.locator('#results-compare').selectOption({ index: 2 });
  const tags = page.locator('#results-pair .tag');
  await eventually(
    async () => (await tags.allInnerTexts()).every((tag) => /^Seed \d+$/.test(tag)),
    true,
  );

  // The editor was started anew: what it has of an earlier visit is not replaced.
  expect(await page.locator('#results-replace').count()).toBe(0);
  const before = await layers(page);
  await page.locator('#results-insert').click();
  await eventually(() => places(page), ['aside', 'inserted', 'inserted']);
  expect(await layers(page)).toBe(before + 1);

  await page.locator('#results-strip [data-placed=aside]').click();
  await page.locator('#results-replace').click();
  await eventually(() => places(page), ['inserted', 'aside', 'inserted']);
  expect(await layers(page)).toBe(before + 1);
  await page.locator('#undo').click();
  expect(await layers(page)).toBe(before + 1);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('#results-save').click(),
  ]);
  expect(decode(await readFile(await download.path()))).toMatchObject({
    depth: 8,
    width: 60,
    height: 40,
  });

  await page.locator('#results-settings').click();
  await eventually(() => page.locator('#setting-variants').getAttribute('data-value'), '1');
  expect(await page.locator('#results-settings').getAttribute('disabled')).not.toBeNull();

  // A screen reader can tell all that there is from each other.
  await page.locator('#section-supir-toggle').click();
  expect(await unclearControls(page)).toEqual([]);

  await page.locator('#results-discard').focus();
  await page.keyboard.press('Enter');
  await eventually(async () => (await places(page)).length, 2);
  await page.locator('#results-pair').waitFor({ state: 'detached' });
  await page.waitForFunction(
    () => document.activeElement?.getAttribute('aria-selected') === 'true',
  );
});

it('a cancel in the third variant keeps two', async () => {
  const page = await built.tab();
  await prepareTinySupir(page, built.url, 1);
  await page.locator('label:has(#setting-variants-4)').click();
  await page.locator('#results-strip').waitFor({ state: 'detached' });
  const cancelled = page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          if (document.querySelectorAll('#results-strip [role=option]').length < 2) return;
          observer.disconnect();
          document.querySelector<HTMLElement>('#cancel')?.click();
          resolve();
        });
        observer.observe(document.body, { subtree: true, childList: true });
      }),
  );
  expect(await outcome(page)).toBe('done');
  await cancelled;
  const kept = await places(page);
  expect(kept.length).toBeGreaterThanOrEqual(2);
  expect(kept.length).toBeLessThan(4);
  expect(kept.at(-1)).toBe('inserted');
});

describe.each(['en-US', 'zh-CN'])('the strip, in %s', (locale) => {
  it.each(['light', 'dark'] as const)(
    'fits from 240 pixels, and can be read, in %s',
    async (colorScheme) => {
      const page = await withVariants(built, { locale, colorScheme });
      await page.locator('#results-compare').selectOption('original');
      await page.locator('#results-pair').waitFor();
      for (const width of [240, 360, 600]) {
        await page.setViewportSize({ width, height: 1400 });
        await eventually(() => overflowing(page), []);
        await eventually(() => faintTexts(page, 4.5), []);
        const { SHOTS } = process.env;
        if (SHOTS === undefined) continue;
        await page.locator('#results').scrollIntoViewIfNeeded();
        await page.screenshot({ path: `${SHOTS}/results-${locale}-${colorScheme}-${width}.png` });
      }
    },
  );
});
