import { readFile } from 'node:fs/promises';
import { decode } from 'fast-png';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { eventually } from '../support/browser/eventually';
import { outcome } from '../e2e/outcome';
import { ready, startBuiltPage, type BuiltPage } from './page/built-page';
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

/** The page with three variants of one click. */
async function withVariants(options?: BrowserContextOptions): Promise<Page> {
  const page = await built.open(options);
  await prepareTinySupir(page, built.url, 1);
  await page.locator('label:has(#setting-variants-3)').click();
  expect(await outcome(page)).toBe('done');
  return page;
}

function places(page: Page): Promise<(string | null)[]> {
  return page
    .locator('#results-strip [role=option]')
    .evaluateAll((options) => options.map((option) => option.getAttribute('data-placed')));
}

function layers(page: Page): Promise<number> {
  return page.locator('[role=treeitem]').count();
}

function chosen(page: Page): Promise<string | null> {
  return page.locator('#results-strip [aria-selected=true]').getAttribute('data-result');
}

/** Does something to the stores of the shelf, as a browser that evicts, or another page, would. */
async function inShelf(page: Page, store: string, act: 'clear' | 'damage'): Promise<void> {
  await page.evaluate(
    async ([name, what]) => {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open('supir-panel');
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error!);
      });
      const tx = db.transaction(name, 'readwrite');
      const all = tx.objectStore(name);
      if (what === 'clear') all.clear();
      else {
        const keys = all.getAllKeys();
        keys.onsuccess = () => {
          for (const key of keys.result) all.put(new Uint8Array([1, 2, 3]), key);
        };
      }
      await new Promise((resolve) => {
        tx.oncomplete = resolve;
      });
      db.close();
    },
    [store, act] as const,
  );
}

/** Waits until the results of the last run are packed, in the background. */
async function packed(page: Page): Promise<void> {
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

it('three variants are chosen from, compared, inserted, saved and deleted, over a reload', async () => {
  const page = await withVariants();
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

  const before = await layers(page);
  await page.locator('#results-insert').click();
  await eventually(() => places(page), ['aside', 'inserted', 'inserted']);
  expect(await layers(page)).toBe(before + 1);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('#results-save').click(),
  ]);
  expect(decode(await readFile(await download.path()))).toMatchObject({ depth: 8, channels: 4 });

  await page.locator('#results-settings').click();
  await eventually(() => page.locator('#setting-variants').getAttribute('data-value'), '1');
  expect(await page.locator('#results-settings').getAttribute('disabled')).not.toBeNull();

  await page.locator('#results-discard').click();
  await eventually(async () => (await places(page)).length, 2);
  await page.locator('#results-pair').waitFor({ state: 'detached' });
});

it('a cancel in the third variant keeps two', async () => {
  const page = await built.open();
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

it.each(['clear', 'damage'] as const)(
  'a result that the browser did %s is never shown as whole',
  async (act) => {
    const page = await withVariants();
    await packed(page);
    await inShelf(page, 'pictures', act);
    await page.locator('#results-compare').selectOption('original');
    await page.locator('#results-failure').waitFor();
    expect(await page.locator('#results-pair').count()).toBe(0);
    await page.locator('#results-insert').click();
    await eventually(
      () => page.locator('#status').getAttribute('data-code'),
      'kept-result-damaged',
    );
    await page.locator('#results-discard').click();
    await eventually(async () => (await places(page)).length, 2);
  },
);

it('another tab that deletes, and one that packs at the same time, leave no half', async () => {
  const page = await withVariants();
  await packed(page);
  const other = await page.context().newPage();
  await other.goto(built.url);
  await ready(other);
  await eventually(async () => (await places(other)).length, 3);
  await other.locator('#results-discard').click();
  await eventually(async () => (await places(other)).length, 2);

  // This tab still offers it, and finds out when it is asked for.
  await page.locator('#results-compare').selectOption('original');
  await eventually(async () => (await places(page)).length, 2);
  await page.locator('#results-compare').selectOption('original');
  await page.locator('#results-pair').waitFor();
});

it('a full disk costs the place of a result, and nothing else', async () => {
  const page = await built.open();
  const devtools = await page.context().newCDPSession(page);
  const { origin } = new URL(built.url);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 });
  await prepareTinySupir(page, built.url, 1);
  expect(await outcome(page)).toBe('done');
  expect(await places(page)).toEqual(['inserted']);
  await page.locator('#results-compare').selectOption('original');
  await page.locator('#results-pair').waitFor();
  await page.reload();
  await ready(page);
  await eventually(async () => (await places(page)).length, 0);
});

describe.each(['en-US', 'zh-CN'])('the strip, in %s', (locale) => {
  it.each(['light', 'dark'] as const)(
    'fits from 240 pixels, and can be read, in %s',
    async (colorScheme) => {
      const page = await withVariants({ locale, colorScheme });
      await page.locator('#results-compare').selectOption('original');
      await page.locator('#results-pair').waitFor();
      for (const width of [240, 360, 600]) {
        await page.setViewportSize({ width, height: 1400 });
        await eventually(() => overflowing(page), []);
        await eventually(() => faintTexts(page, 4.5), []);
        const { SHOTS } = process.env;
        if (SHOTS === undefined) continue;
        await page.screenshot({ path: `${SHOTS}/results-${locale}-${colorScheme}-${width}.png` });
      }
    },
  );
});
