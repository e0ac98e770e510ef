import { readFile } from 'node:fs/promises';
import { decode } from 'fast-png';
import { readSaved } from '../hosts/contract/saved';
import { STAGES } from '../../src/core/events';
import { cancelAt, chooseFileAt } from './at-stage';
import { groupedPhoto, largePhoto } from './documents';
import { ended, outcome } from './outcome';
import { openInTab, startShipped, type Shipped } from './shipped';

jest.setTimeout(240_000);

let shipped: Shipped;
beforeAll(async () => {
  shipped = await startShipped();
});
afterAll(() => shipped.close());
afterEach(() => shipped.closeTabs());

const NEW = 'Restored 2x (Fast)';
const SMALL = { kind: 'rect', x: 20, y: 16, width: 40, height: 30 } as const;

it.each(STAGES)(
  'a run cancelled at stage "%s" leaves the document as it was, and the next one works',
  async (stage) => {
    const session = await openInTab(shipped, 'grouped.psd', groupedPhoto());
    await session.activate('photo');
    await session.select(SMALL, 0);
    const untouched = await session.savePsd();
    await cancelAt(session.panel, stage);
    expect(await outcome(session.page)).toBe('cancelled');
    expect((await session.savePsd()).equals(untouched)).toBe(true);
    expect(await session.page.locator('#kept').count()).toBe(0);
    expect(await outcome(session.page)).toBe('done');
    const after = readSaved(await session.savePsd());
    expect(after.layers.filter(({ name }) => name === NEW)).toHaveLength(1);
  },
);

it('a result whose document was replaced is kept and can be saved', async () => {
  const session = await openInTab(shipped, 'large.psd', largePhoto());
  await session.select({ kind: 'rect', x: 20, y: 16, width: 240, height: 180 }, 0);
  await chooseFileAt(session.page, 'restore', 'other.psd', groupedPhoto());
  await session.page.locator('#upscale:not([disabled])').click();
  await session.page.locator('#document-name', { hasText: 'other.psd' }).waitFor();
  const other = await session.savePsd();
  expect(await ended(session.page)).toBe('document-gone');
  await session.page.locator('#kept').waitFor();
  expect((await session.savePsd()).equals(other)).toBe(true);
  const download = session.page.waitForEvent('download');
  await session.page.locator('#kept-save').click();
  const png = decode(await readFile(await (await download).path()));
  expect(png).toMatchObject({ width: 240, height: 180 });
  expect(new Set(png.data).size).toBeGreaterThan(100);
});
