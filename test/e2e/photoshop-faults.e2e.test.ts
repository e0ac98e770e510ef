import type { BuiltPanel } from '../emulators/photoshop/page/built-panel';
import type { Drawn } from '../emulators/photoshop/types';
import { groupedPhoto, largePhoto } from './documents';
import { begin, ended, outcome } from './outcome';
import {
  BROWSERS,
  expectInserted,
  expectUntouched,
  show,
  startPhotoshop,
  type PhotoshopPanels,
} from './photoshop-panel';

jest.setTimeout(180_000);

/** Takes seconds: time to do something meanwhile. */
const WIDE: Drawn = {
  rect: { x: 24, y: 16, width: 80, height: 60 },
  data: new Uint8Array(80 * 60).fill(255),
};

describe.each(BROWSERS)('the built plugin when things go wrong, %s', (_, args) => {
  let panels: PhotoshopPanels;
  let panel: BuiltPanel;

  beforeAll(async () => {
    panels = await startPhotoshop(args);
    panel = await panels.open();
  });
  afterAll(() => panels.close());

  it('Esc while it writes leaves the document as it was; the next try works', async () => {
    const { ps, page } = panel;
    const shown = await show(panel, groupedPhoto(), 'photo');
    ps.before('imaging.putPixels', 1, () => ps.user.pressEsc());
    expect(await outcome(page)).toBe('photoshop-cancelled');
    expectUntouched(panel, shown);
    await page.locator('#kept-insert').click();
    await page.locator('#kept').waitFor({ state: 'detached' });
    expect(await ended(page)).toBe('done');
    expectInserted(panel, shown);
  });

  it('waits while Photoshop is busy with something else', async () => {
    const { ps, page } = panel;
    const shown = await show(panel, groupedPhoto(), 'photo');
    const end = ps.user.beginOtherModal('another.plugin');
    ps.before('core.executeAsModal', 3, end);
    expect(await outcome(page)).toBe('done');
    expectInserted(panel, shown);
  });

  it('keeps the result of a document that was closed meanwhile', async () => {
    const { ps, page } = panel;
    const { id, name } = await show(panel, largePhoto(), 'photo', WIDE);
    const other = await show(panel, groupedPhoto(), 'photo');
    ps.user.show(id);
    await page.locator('#document-name', { hasText: name }).waitFor();
    await begin(page);
    await page.locator('#status[data-stage=restore]').waitFor({ state: 'attached' });
    ps.user.close(id);
    expect(await ended(page)).toBe('document-gone');
    expectUntouched(panel, other);
    await page.locator('#kept-discard').click();
    await page.locator('#kept').waitFor({ state: 'detached' });
  });

  it('a page that is loaded again in the middle leaves the document alone and works', async () => {
    const { ps, page } = panel;
    const shown = await show(panel, largePhoto(), 'photo', WIDE);
    await begin(page);
    await page.locator('#status[data-stage=restore]').waitFor({ state: 'attached' });
    ps.webview.reload();
    await page.locator('#status[data-state=idle]').waitFor({ state: 'attached' });
    await page.locator('#document-name', { hasText: shown.name }).waitFor({ timeout: 60_000 });
    expectUntouched(panel, shown);
    expect(await outcome(page)).toBe('done');
    expectInserted(panel, shown, { selection: WIDE });
  });

  it.each([
    ['version 26.0', { version: '26.0.0' }],
    ['the first messages lost', { switches: { loseFirst: 3 } }],
    [
      'chunks lost, damaged, doubled and out of order',
      { seed: 5, switches: { drop: 0.1, corrupt: 0.1, duplicate: 0.1, reorder: 0.1 } },
    ],
  ])('works with %s', async (_name, options) => {
    const other = await panels.open(options);
    const shown = await show(other, groupedPhoto(), 'photo');
    expect(await outcome(other.page)).toBe('done');
    expectInserted(other, shown);
    await other.close();
  });
});
