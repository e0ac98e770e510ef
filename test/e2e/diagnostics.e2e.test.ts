import { statSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { CHECK_NAMES, type CheckName } from '../../panel/store/checks';
import { startBuiltPage } from '../panel/page/built-page';
import { groupedPhoto } from './documents';
import { expectUntouched, show, startPhotoshop } from './photoshop-panel';

jest.setTimeout(180_000);

const FILE = path.resolve(__dirname, '../fixtures/supir-tiny/weights/sdxl.f16.safetensors');

interface Seen {
  readonly state: string | null;
  readonly value: string | null;
}

/** Chooses a file, runs all checks and reads what came out. */
async function checked(page: Page): Promise<Readonly<Record<CheckName, Seen>>> {
  await page.locator('#about').click();
  await page.locator('#diagnostics-open').click();
  await page.locator('#diagnostics-file').setInputFiles(FILE);
  await page.locator('#diagnostics-file-name', { hasText: path.basename(FILE) }).waitFor();
  await page.locator('#diagnostics-run').click();
  await page.locator(`#check-${CHECK_NAMES[0]}:not([data-state=waiting])`).waitFor();
  await page.locator('#checks[data-running=false]').waitFor({ timeout: 120_000 });
  const rows = CHECK_NAMES.map(async (name): Promise<[CheckName, Seen]> => {
    const row = page.locator(`#check-${name}`);
    return [
      name,
      { state: await row.getAttribute('data-state'), value: await row.getAttribute('data-value') },
    ];
  });
  return Object.fromEntries(await Promise.all(rows)) as Record<CheckName, Seen>;
}

/** Without the timers, which a busy machine keeps waiting. */
function named(seen: Readonly<Record<CheckName, Seen>>, state: string): readonly CheckName[] {
  return CHECK_NAMES.filter((name) => name !== 'timers' && seen[name].state === state);
}

const size = statSync(FILE).size;
/** A browser without a graphics adapter runs these tests. */
const GPU: readonly CheckName[] = ['engine', 'gpu', 'gpu-worker'];
/** What browsers keep from pages that come from a file. */
const SERVED: readonly CheckName[] = ['opfs', 'fetch', 'fetch-range'];
const BRIDGE: readonly CheckName[] = ['bridge-1', 'bridge-16', 'pixels'];

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0)) await step();
});

it('the page checks all that needs no Photoshop', async () => {
  const built = await startBuiltPage();
  cleanUp.push(() => built.close());
  const page = await built.open();
  const seen = await checked(page);
  expect(named(seen, 'failed')).toEqual(GPU);
  expect(seen.engine.value).toContain('webgpu: false');
  expect(named(seen, 'skipped')).toEqual(expect.arrayContaining([...BRIDGE]));
  expect(named(seen, 'ok')).toEqual(
    expect.arrayContaining(['page', 'worker', 'indexed-db', 'file-worker', ...SERVED]),
  );
  expect(seen['file-page'].value).toContain(String(size));
});

it('the plugin also measures the bridge and leaves the document as it was', async () => {
  const panels = await startPhotoshop([]);
  cleanUp.push(() => panels.close());
  const panel = await panels.open();
  const shown = await show(panel, groupedPhoto(), 'photo');
  const seen = await checked(panel.page);
  expect(named(seen, 'failed')).toEqual([...GPU, ...SERVED]);
  expect(named(seen, 'ok')).toEqual(
    expect.arrayContaining([...BRIDGE, 'indexed-db', 'file-worker']),
  );
  expect(seen.pixels.value).toContain('straight');
  expect(seen['bridge-16'].value).toMatch(/MiB: 16 .*MB\/s: [0-9.]+/);
  expectUntouched(panel, shown);
  await panel.page.locator('#diagnostics-copy').click();
  await panel.page.locator('#diagnostics-copy[data-copied=true]').waitFor();
});
