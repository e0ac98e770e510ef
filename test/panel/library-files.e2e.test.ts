import type { Page } from 'playwright-core';
import { eventually } from '../support/browser/eventually';
import { faintTexts } from './page/contrast';
import { overflowing } from './page/overflow';
import { ready, startBuiltPage, type BuiltPage } from './page/built-page';
import {
  accept,
  attribute,
  isOpen,
  openWith,
  SDXL,
  startModelServers,
  SUPIR,
  type ModelServers,
} from './page/model-servers';

jest.setTimeout(240_000);

let built: BuiltPage;
let servers: ModelServers;
beforeAll(async () => {
  built = await startBuiltPage();
});
beforeEach(async () => {
  servers = await startModelServers();
});
afterEach(async () => {
  await built.closeTabs();
  await servers.close();
});
afterAll(() => built.close());

const open = (options?: Parameters<typeof openWith>[2]): Promise<Page> =>
  openWith(servers, built, options);

describe('a chosen file', () => {
  const choose = async (page: Page): Promise<void> => {
    await page.locator('#model-input').setInputFiles([
      { name: 'SUPIR-v0Q.safetensors', mimeType: '', buffer: Buffer.from(SUPIR) },
      {
        name: 'base.safetensors',
        mimeType: '',
        buffer: Buffer.from(SDXL.map((b, i) => (i === SDXL.length - 1 ? b ^ 1 : b))),
      },
    ]);
    await isOpen(page, 'supir');
    await isOpen(page, 'sdxl');
  };

  it('is verified', async () => {
    const page = await open();
    await choose(page);
    await page.locator('#model-supir-verify').click();
    await eventually(() => attribute(page, '#model-supir-verdict', 'data-verdict'), 'genuine');
    await page.locator('#model-sdxl-verify').click();
    await eventually(() => attribute(page, '#model-sdxl-verdict', 'data-verdict'), 'unknown');
    expect([servers.supir.asked, servers.sdxl.asked]).toEqual([[], []]);
  });

  it('is kept, and found again after a reload; one that the browser removed is named', async () => {
    const page = await open();
    await choose(page);
    await page.locator('#model-supir-keep').click();
    await page.locator('#kept-files .model').waitFor();
    await eventually(() => attribute(page, '#model-supir-verdict', 'data-verdict'), 'genuine');
    await page.reload();
    await ready(page);
    await isOpen(page, 'supir');
    await page.locator('#model-sdxl[data-state=gone]').waitFor({ state: 'attached' });

    await page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      await root.removeEntry('supir-panel-models', { recursive: true });
    });
    await page.reload();
    await ready(page);
    await page.locator('#models-refused [data-code=kept-file-gone]').waitFor({ state: 'attached' });
    await eventually(() => page.locator('#kept-files').count(), 0);
  });

  it('for which there is no room is named, and stays chosen', async () => {
    const page = await open();
    const session = await page.context().newCDPSession(page);
    await session.send('Storage.overrideQuotaForOrigin', {
      origin: new URL(built.url).origin,
      quotaSize: 20_000,
    });
    await choose(page);
    await page.locator('#model-supir-keep').click();
    await eventually(() => attribute(page, '#library-failed', 'data-code'), 'library-full');
    await isOpen(page, 'supir');
    await page.locator('#library-failed-dismiss').click();
    await eventually(() => page.locator('#kept-files').count(), 0);
  });
});

describe('the screen', () => {
  it.each([
    ['en-US', 'light', 240],
    ['zh-CN', 'dark', 240],
    ['en-US', 'dark', 420],
    ['zh-CN', 'light', 700],
  ] as const)('is readable and fits: %s, %s, %d px', async (locale, theme, width) => {
    const page = await open({ locale });
    await page.setViewportSize({ width, height: 1400 });
    await page.emulateMedia({ colorScheme: theme });
    await page.locator('#need-supir-download').click();
    await page.locator('#need-supir-terms').waitFor();
    servers.sdxl.next({ status: 403 });
    await accept(page, 'sdxl');
    await page.locator('#need-sdxl[data-phase=stopped]').waitFor();
    if (process.env['SHOTS'] !== undefined) {
      await page.screenshot({
        path: `${process.env['SHOTS']}/needs-${locale}-${theme}-${width}.png`,
      });
    }
    expect(await overflowing(page)).toEqual([]);
    expect(await faintTexts(page, 4.5)).toEqual([]);
    await page.locator('#need-supir-accept').click();
    await page.locator('#need-sdxl-resume').click();
    await isOpen(page, 'supir');
    await isOpen(page, 'sdxl');
    await page.locator('#kept-files .model').nth(1).waitFor();
    if (process.env['SHOTS'] !== undefined) {
      await page.screenshot({
        path: `${process.env['SHOTS']}/kept-${locale}-${theme}-${width}.png`,
      });
    }
    expect(await overflowing(page)).toEqual([]);
    expect(await faintTexts(page, 4.5)).toEqual([]);
  });

  it('keeps the focus of a keyboard where it was', async () => {
    const page = await open();
    const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');
    await page.locator('#need-supir-download').focus();
    await page.keyboard.press('Enter');
    // To the terms themselves: a second Enter accepts nothing, and Escape goes back.
    await eventually(focused, 'need-supir-terms');
    await page.keyboard.press('Escape');
    await eventually(focused, 'need-supir-download');
    await page.keyboard.press('Enter');
    await eventually(focused, 'need-supir-terms');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await eventually(focused, 'need-supir-accept');
    servers.supir.next({ stallAfter: 50_000 });
    await page.keyboard.press('Enter');
    await eventually(focused, 'need-supir-stop');
    await page.locator('#need-supir-progress:not([data-done="0"])').waitFor();
    await page.keyboard.press('Enter');
    await eventually(focused, 'need-supir-resume');
    // The file is there: the next one is in its place.
    await page.keyboard.press('Enter');
    await isOpen(page, 'supir');
    await eventually(focused, 'need-sdxl-download');
  });
});
