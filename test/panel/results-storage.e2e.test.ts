import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { decode } from 'fast-png';
import type { Page } from 'playwright-core';
import { eventually } from '../support/browser/eventually';
import { outcome } from '../e2e/outcome';
import { ready, startBuiltPage, type BuiltPage } from './page/built-page';
import { layers, packed, places, withVariants } from './page/results';
import { prepareTinySupir } from './page/tiny-supir';

jest.setTimeout(240_000);

const ANOTHER = path.resolve(__dirname, '../fixtures/photos/architecture-pagoda.jpg');

let built: BuiltPage;
beforeAll(async () => {
  built = await startBuiltPage();
});
afterAll(() => built.close());
afterEach(() => built.closeTabs());

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

it.each(['clear', 'damage'] as const)(
  'a result that the browser did %s is never shown as whole',
  async (act) => {
    const page = await withVariants(built);
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

/** Opens a picture in the editor, as a file of this name. */
async function openFile(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.locator('#file-input').setInputFiles({ name, mimeType: 'image/jpeg', buffer });
  await eventually(() => page.locator('#document-name').innerText(), name);
  await ready(page);
}

it('two tabs show the same results, also of a document that got another name', async () => {
  const page = await withVariants(built);
  await packed(page);
  const other = await page.context().newPage();
  await other.goto(built.url);
  await ready(other);
  await eventually(async () => (await places(other)).length, 3);
  await other.locator('#results-discard').click();
  await eventually(async () => (await places(other)).length, 2);

  // This tab offers it no longer, and what is left is whole.
  await eventually(async () => (await places(page)).length, 2);
  await page.locator('#results-compare').selectOption('original');
  await page.locator('#results-pair').waitFor();

  const sample = await (await fetch(`${built.url}samples/coffee-cup.jpg`)).arrayBuffer();
  await openFile(other, 'cup-final.jpg', Buffer.from(sample));
  await other.locator('#others-found').waitFor();
  expect(await places(other)).toHaveLength(2);
  expect(await other.locator('#results-facts').innerText()).toContain('“coffee-cup.jpg”');

  await openFile(other, 'another.jpg', await readFile(ANOTHER));
  await other.locator('#results').waitFor({ state: 'detached' });
  await other.locator('#section-other-results-toggle').click();
  await other.locator('#others[data-count="2"]').waitFor();
  await other.locator('#others-discard').click();
  await other.locator('#others[data-count="1"]').waitFor();
  await eventually(async () => (await places(page)).length, 1);
});

/** What the first version of the panel left: a result that waits, as raw pixels. */
async function leaveFirstVersion(page: Page): Promise<void> {
  await page.route('**/empty', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
  await page.goto(`${built.url}empty`);
  await page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('supir-panel', 1);
      opening.onupgradeneeded = () => {
        opening.result.createObjectStore('summaries', { keyPath: 'id' });
        opening.result.createObjectStore('results');
      };
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error!);
    });
    const size = { width: 60, height: 40 };
    const image = { ...size, depth: 8, data: new Uint8ClampedArray(60 * 40 * 4).fill(200) };
    const summary = {
      id: 'old',
      keptAtMs: Date.now() - 60_000,
      host: 'standalone',
      documentId: 'gone',
      documentName: 'coffee-cup.jpg',
      canvas: { width: 600, height: 400 },
      sourceLayerName: 'Background',
      layerName: 'Restored 2x (Fast)',
      mode: 'in-place',
      scale: 2,
      size,
      opaque: false,
      report: {
        restorer: 'fast',
        model: 'embedded',
        precision: 'fp32',
        device: 'wasm',
        deviceLabel: '2 threads',
        scale: 2,
        mode: 'in-place',
        tiles: 1,
        tileSize: size,
        contextSize: size,
        timingsMs: {},
        networkMs: 4,
        peakBytes: 1,
        notices: [],
        supir: null,
      },
    };
    const result = {
      above: { documentId: 'gone', layerId: 'background' },
      name: summary.layerName,
      mask: { ...size, data: new Uint8Array(60 * 40).fill(255) },
      rect: { x: 10, y: 10, ...size },
      image,
      mode: 'in-place',
    };
    const tx = db.transaction(['summaries', 'results'], 'readwrite');
    tx.objectStore('summaries').put(summary);
    tx.objectStore('results').put(result, 'old');
    await new Promise((resolve, reject) => {
      tx.oncomplete = resolve;
      tx.onabort = () => reject(tx.error!);
    });
    db.close();
  });
}

it('a full disk takes no result, says so, and takes it once there is room and another is deleted', async () => {
  const page = await built.tab();
  const devtools = await page.context().newCDPSession(page);
  const { origin } = new URL(built.url);
  // From the start: Chromium remembers for a while how much room there was.
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 });
  await prepareTinySupir(page, built.url, 1);
  await page.locator('label:has(#setting-variants-2)').click();
  expect(await outcome(page)).toBe('done');
  expect(await places(page)).toEqual(['aside', 'inserted']);
  const note = page.locator('#results-not-stored');
  await note.waitFor();
  expect(await note.textContent()).toContain('gone with the page');
  expect(await page.locator('[data-kind=unstored]').allInnerTexts()).toEqual([
    'Not stored',
    'Not stored',
  ]);
  await page.locator('#results-compare').selectOption('original');
  await page.locator('#results-pair').waitFor();

  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  await page.locator('#results-discard').click();
  await note.waitFor({ state: 'detached' });
  const [left] = await places(page);
  await page.reload();
  await ready(page);
  await eventually(() => places(page), [left]);
});

it('a result that the first version kept is carried over, packed, inserted and saved', async () => {
  const page = await built.open(undefined, leaveFirstVersion);
  await page.locator('#kept').waitFor();
  expect(await places(page)).toEqual(['waiting']);
  await packed(page);
  const before = await layers(page);
  await page.locator('#kept-insert').click();
  await eventually(() => places(page), ['inserted']);
  expect(await layers(page)).toBe(before + 1);
  // Nobody kept what was under it.
  expect(await page.locator('#results-compare option').count()).toBe(1);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('#results-save').click(),
  ]);
  expect(decode(await readFile(await download.path()))).toMatchObject({ width: 60, height: 40 });
});

it('a browser that removes everything while the page is open leaves an empty strip', async () => {
  const page = await withVariants(built);
  await packed(page);
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        indexedDB.deleteDatabase('supir-panel').onsuccess = () => resolve();
      }),
  );
  await page.locator('#results-compare').selectOption('original');
  await page.locator('#results').waitFor({ state: 'detached' });
  expect(await page.locator('#results-pair').count()).toBe(0);
  expect(await outcome(page)).toBe('done');
  expect(await places(page)).toHaveLength(3);
});
