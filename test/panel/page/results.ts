import type { BrowserContextOptions, Page } from 'playwright-core';
import { outcome } from '../../e2e/outcome';
import { eventually } from '../../support/browser/eventually';
import type { BuiltPage } from './built-page';
import { prepareTinySupir } from './tiny-supir';

/** The page with three variants of one click. */
export async function withVariants(
  built: BuiltPage,
  options?: BrowserContextOptions,
): Promise<Page> {
  const page = await built.tab(options);
  await prepareTinySupir(page, built.url, 1);
  await page.locator('label:has(#setting-variants-3)').click();
  expect(await outcome(page)).toBe('done');
  return page;
}

/** What became of the results in the strip. */
export function places(page: Page): Promise<(string | null)[]> {
  return page
    .locator('#results-strip [role=option]')
    .evaluateAll((options) => options.map((option) => option.getAttribute('data-placed')));
}

export function layers(page: Page): Promise<number> {
  return page.locator('[role=treeitem]').count();
}

/** Waits until the results of the last run are packed, in the background. */
export async function packed(page: Page): Promise<void> {
  const raw = (): Promise<number> =>
    page.evaluate(async () => {
      const db = await new Promise<IDBDatabase>((resolve) => {
        const opening = indexedDB.open('supir-panel');
        opening.onsuccess = () => resolve(opening.result);
      });
      const count = db.transaction('results').objectStore('results').count();
      const found = await new Promise<number>((resolve) => {
        count.onsuccess = () => resolve(count.result);
      });
      db.close();
      return found;
    });
  await eventually(raw, 0);
}
