import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { decode, encode } from 'fast-png';
import type { Page } from 'playwright-core';
import { ready, selectRectangle, settled, startBuiltPage, type BuiltPage } from './page/built-page';
import { eventually } from '../support/browser/eventually';
import { chooseFileAt } from '../e2e/at-stage';
import { fitsAt } from './page/fits';

jest.setTimeout(240_000);

const OTHER_PICTURE = path.resolve(__dirname, '../fixtures/photos/cat-chelsea.png');

/** An adapter for the engine's worker that promises more than it gives. */
const BROKEN_GPU = `Object.defineProperty(navigator, 'gpu', { value: { requestAdapter: async () => ({
  info: { description: 'Broken card', vendor: '', architecture: '', isFallbackAdapter: false },
  features: new Set(),
  limits: { maxBufferSize: 1e9, maxStorageBufferBindingSize: 1e9 },
  requestDevice: () => Promise.reject(new Error('no device')),
}) } });
`;

let built: BuiltPage;
beforeAll(async () => {
  built = await startBuiltPage();
});
afterAll(() => built.close());
afterEach(() => built.closeTabs());

async function value(page: Page, id: string): Promise<string | null> {
  return page.locator(`#${id}`).getAttribute('data-value');
}

async function typeNumber(page: Page, id: string, text: string): Promise<void> {
  await page.locator(`#${id} input:not([type=range])`).fill(text);
  await page.keyboard.press('Enter');
}

describe('the settings', () => {
  it('are set as AUTOMATION.md says, remembered, and reset', async () => {
    const page = await built.open();
    await page.locator('#setting-scale-4').check();
    await page.locator('#setting-mode-smart-object').check();
    await typeNumber(page, 'setting-strength', '55');
    await page.locator('#setting-faithful').click();
    await typeNumber(page, 'setting-mask-grow', '-5');
    await typeNumber(page, 'setting-mask-feather', '12');
    await page.locator('#section-advanced-toggle').click();
    await page.locator('#setting-device-wasm').check();
    await page.reload();
    await ready(page);
    const ids = ['scale', 'mode', 'strength', 'faithful', 'mask-grow', 'mask-feather', 'device'];
    const values = await Promise.all(ids.map((id) => value(page, `setting-${id}`)));
    expect(values).toEqual(['4', 'smart-object', '0.55', 'true', '-5', '12', 'wasm']);

    await page.locator('#reset-scale').focus();
    await page.keyboard.press('Enter');
    await eventually(() => value(page, 'setting-scale'), '2');
    await eventually(() => page.locator('#reset-scale').count(), 0);
    await page.waitForFunction(() => document.activeElement?.id === 'setting-scale-2');
  });

  it('name a document that would become too large, and the run refuses it', async () => {
    const page = await built.open();
    const wide = encode({ width: 8000, height: 6, channels: 1, data: new Uint8Array(8000 * 6) });
    const file = { name: 'wide.png', mimeType: 'image/png', buffer: Buffer.from(wide) };
    await page.locator('#file-input').setInputFiles(file);
    await eventually(() => page.locator('#region-size').innerText(), '8,000 × 6');
    await page.locator('#setting-mode-enlarge').check();
    await page.locator('#setting-scale-4').check();
    const obstacle = (): Promise<string | null> =>
      page.locator('#mode-explained').getAttribute('data-obstacle');
    await eventually(obstacle, 'document-too-large');
    await page.locator('#upscale').click();
    expect(await settled(page)).toBe('error');
    await eventually(() => page.locator('#status').getAttribute('data-code'), 'document-too-large');
    await page.locator('#setting-scale-3').check();
    await eventually(obstacle, null);
    await page.context().close();
  });

  it('change with the keyboard alone', async () => {
    const page = await built.open();
    await page.locator('#setting-scale-2').focus();
    await page.keyboard.press('ArrowRight');
    await eventually(() => value(page, 'setting-scale'), '3');
    await page.locator('#setting-faithful input').focus();
    await page.keyboard.press('Space');
    await eventually(() => value(page, 'setting-faithful'), 'true');
    await page.locator('#setting-strength input[type=range]').focus();
    await page.keyboard.press('ArrowRight');
    await eventually(() => value(page, 'setting-strength'), '0.71');
  });

  it('switch language and theme at once', async () => {
    const page = await built.open({ colorScheme: 'light' });
    const theme = (): Promise<string | null> => page.locator('sp-theme').getAttribute('color');
    await eventually(() => theme(), 'light');
    await page.locator('#section-advanced-toggle').click();
    await page.locator('#setting-theme-dark').check();
    await eventually(() => theme(), 'dark');
    await page.locator('#setting-language-zh-CN').check();
    await eventually(() => page.locator('html').getAttribute('lang'), 'zh-CN');
  });

  it('speak the language of the browser', async () => {
    const page = await built.open({ locale: 'zh-CN' });
    await eventually(() => page.locator('html').getAttribute('lang'), 'zh-CN');
  });
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it('fits into 240, 360 and 600 pixels and can be read', async () => {
    const page = await built.open({ colorScheme, viewport: { width: 1100, height: 1400 } });
    await page.locator('#section-advanced-toggle').click();
    for (const width of [240, 360, 600]) await fitsAt(page, width);
  });
});

describe('a run', () => {
  it('ends with a comparison whose divider moves by keys', async () => {
    const page = await built.open();
    await selectRectangle(page);
    await page.locator('#upscale').focus();
    await page.keyboard.press('Enter');
    expect(await settled(page)).toBe('done');
    const status = page.locator('#status');
    await eventually(() => status.getAttribute('data-device'), 'wasm');
    await eventually(() => status.getAttribute('data-restorer'), 'fast');
    const handle = page.locator('#compare #handle');
    await eventually(() => handle.getAttribute('aria-valuenow'), '50');
    await handle.focus();
    await page.keyboard.press('End');
    await eventually(() => handle.getAttribute('aria-valuenow'), '100');
    await page.keyboard.press('PageDown');
    await eventually(() => handle.getAttribute('aria-valuenow'), '90');
    await eventually(() => page.locator('#upscale').count(), 1);
  });

  it('on a graphics card that gives no device goes on without it, and says so', async () => {
    const page = await built.open({}, async (fresh) => {
      await fresh.route('**/engine.*.js', async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: BROKEN_GPU + (await response.text()) });
      });
    });
    await eventually(() => page.locator('#device-name').innerText(), 'WebGPU · Broken card');
    await selectRectangle(page);
    await page.locator('#upscale').click();
    expect(await settled(page)).toBe('done');
    const note = page.locator('#result-note');
    await eventually(() => note.getAttribute('data-notice'), 'gpu-no-device');
    expect(await note.isVisible()).toBe(true);
    await eventually(() => page.locator('#device').getAttribute('data-tone'), 'neutral');
    expect(await page.locator('#status').getAttribute('data-device')).toBe('wasm');
    await page.context().close();
  });

  it('is cancelled by the key that started it, and the focus stays with the button', async () => {
    const page = await built.open();
    await page.locator('#upscale').focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.id === 'cancel');
    await page.keyboard.press('Enter');
    expect(await settled(page)).toBe('idle');
    await page.waitForFunction(() => document.activeElement?.id === 'upscale');
    expect(await page.locator('#status').getAttribute('data-cancelled')).not.toBeNull();
  });

  it('whose document went away is kept over a reload, saved as a PNG and discarded', async () => {
    const page = await built.open();
    // Large enough to be still at it when the other picture is open.
    await selectRectangle(page, { width: 140, height: 100 });
    const size = await page.locator('#region-size').innerText();
    const picture = await readFile(OTHER_PICTURE);
    await chooseFileAt(page, 'restore', path.basename(OTHER_PICTURE), picture);
    await page.locator('#upscale').click();
    expect(await settled(page)).toBe('error');
    const code = (): Promise<string | null> => page.locator('#status').getAttribute('data-code');
    await eventually(code, 'document-gone');
    // What is tried again is the insert alone; a whole run would succeed here.
    await page.locator('#error-retry').click();
    await eventually(code, 'kept-document-missing');

    await page.reload();
    await ready(page);
    await page.locator('#kept').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('#kept-save').click(),
    ]);
    const png = decode(await readFile(await download.path()));
    expect(`${png.width} × ${png.height}`).toBe(size);

    await page.locator('#kept-discard').click();
    await page.locator('#kept').waitFor({ state: 'detached' });
    await page.reload();
    await ready(page);
    await eventually(() => page.locator('#kept').count(), 0);
  });

  it('leaves diagnostics without names to copy', async () => {
    const page = await built.open({ permissions: ['clipboard-read', 'clipboard-write'] });
    const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');
    await page.locator('#about').focus();
    await page.keyboard.press('Enter');
    await page.locator('#diagnostics-open').focus();
    await page.keyboard.press('Enter');
    await eventually(focused, 'diagnostics-back');
    await page.keyboard.press('Escape');
    await eventually(focused, 'about-back');
    await page.locator('#licence-model summary').click();
    await page.locator('#licence-model pre:has-text("Xintao Wang")').waitFor();
    await page.locator('#about-copy-diagnostics').click();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(JSON.parse(text)).toMatchObject({
      host: { kind: 'standalone' },
      run: { state: 'idle' },
    });
    expect(text).not.toContain('coffee-cup');
    await page.keyboard.press('Escape');
    await eventually(focused, 'about');
  });
});
