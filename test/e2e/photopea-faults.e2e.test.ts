import { readSaved } from '../hosts/contract/saved';
import {
  openEmulator,
  serveEmulator,
  type Emulator,
  type EmulatorPage,
} from '../hosts/photopea/page/emulator-page';
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
  await emulated.page.context().close();
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
  await emulated.page.context().close();
});
