import { readSaved } from '../hosts/contract/saved';
import { serveEmulator, type Emulator } from '../../scripts/lib/browser/serve-emulator';
import { openEmulator, type EmulatorPage } from '../emulators/photopea/page/emulator-page';
import { groupedPhoto, largePhoto } from './documents';
import { outcome } from './outcome';
import { startShipped, type Shipped } from './shipped';

jest.setTimeout(240_000);

let shipped: Shipped;
let emulator: Emulator;
beforeAll(async () => {
  emulator = await serveEmulator();
  shipped = await startShipped();
}, 180_000);
afterAll(async () => {
  await shipped.close();
  await emulator.close();
});
afterEach(() => shipped.closeTabs());

async function openIn(from: Shipped, bytes: Uint8Array): Promise<EmulatorPage> {
  const page = await from.tab();
  const emulated = await openEmulator(page, emulator, from.url, { width: 360, height: 760 });
  await emulated.open({ name: 'picture.psd', bytes });
  return emulated;
}

it('a panel closed in the middle leaves the document whole and starts clean', async () => {
  const emulated = await openIn(shipped, largePhoto());
  const before = readSaved(await emulated.savePsd());
  await emulated.panel.locator('#upscale:not([disabled])').click();
  await emulated.panel.locator('#status[data-stage=restore]').waitFor({ timeout: 60_000 });
  await emulated.togglePanel();
  expect(await emulated.page.locator('#panel-place iframe').count()).toBe(0);
  expect(readSaved(await emulated.savePsd())).toEqual(before);
  await emulated.togglePanel();
  await emulated.panel.locator('#upscale:not([disabled])').waitFor({ timeout: 60_000 });
  const status = emulated.panel.locator('#status');
  expect(await status.getAttribute('data-state')).toBe('idle');
  expect(await emulated.panel.locator('#kept').count()).toBe(0);
});

it('an open dialog of the editor is named', async () => {
  const emulated = await openIn(shipped, groupedPhoto());
  await emulated.activate('photo');
  await emulated.panel.locator('#upscale:not([disabled])').waitFor({ timeout: 60_000 });
  const before = readSaved(await emulated.savePsd());
  await emulated.page.locator('#dialog-open').check();
  expect(await outcome(emulated.panel)).toBe('photopea-busy');
  await emulated.page.locator('#dialog-open').uncheck();
  expect(readSaved(await emulated.savePsd())).toEqual(before);
});

describe('an editor that does not answer yet', () => {
  /** Its page hears nothing before `awake` is set. */
  async function openAsleep(): Promise<EmulatorPage> {
    const page = await shipped.tab();
    await page.addInitScript(() => {
      if (window.top !== window) return;
      addEventListener('message', (event) => {
        if (!('awake' in window)) event.stopImmediatePropagation();
      });
    });
    const emulated = await openEmulator(page, emulator, shipped.url, { width: 240, height: 760 });
    await emulated.panel.locator('#waiting').waitFor({ timeout: 60_000 });
    return emulated;
  }

  it('is waited for, and the panel is there once it does', async () => {
    const emulated = await openAsleep();
    await emulated.page.evaluate(() => Object.assign(window, { awake: true }));
    await emulated.open({ name: 'picture.psd', bytes: groupedPhoto() });
    await emulated.panel.locator('#upscale:not([disabled])').waitFor({ timeout: 60_000 });
    expect(await emulated.panel.locator('#waiting, #workspace').count()).toBe(0);
    await emulated.page.context().close();
  });

  it('is not waited for where the user would rather not', async () => {
    const emulated = await openAsleep();
    await emulated.panel.locator('#waiting-without').press('Enter');
    await emulated.panel.locator('#workspace').waitFor({ timeout: 60_000 });
    await emulated.panel.locator('#upscale:not([disabled])').waitFor({ timeout: 60_000 });
    await emulated.page.context().close();
  });
});
