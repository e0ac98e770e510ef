import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { serve, type Server } from '../../../scripts/lib/serve.mjs';
import type { Size } from '../../../src/core/geometry';
import {
  closeTabs,
  launchChromium,
  type ChromiumOptions,
} from '../../../scripts/lib/browser/chromium';

const WEB = path.resolve(__dirname, '../../../dist/web');

export interface BuiltPage {
  /** A fresh visitor; nothing is remembered from another. */
  open(options?: BrowserContextOptions, prepare?: (page: Page) => Promise<void>): Promise<Page>;
  /** The same, with nothing open yet. */
  tab(options?: BrowserContextOptions): Promise<Page>;
  readonly url: string;
  /** Ends all visits, and what still runs in them. */
  closeTabs(): Promise<void>;
  close(): Promise<void>;
}

type ServeOptions = NonNullable<Parameters<typeof serve>[1]>;

/** The page as it is shipped, served to a real browser. `npm test` has built it. */
export async function startBuiltPage(
  options?: ChromiumOptions,
  served: ServeOptions = {},
): Promise<BuiltPage> {
  if (!existsSync(path.join(WEB, 'index.html'))) throw new Error('build the page first');
  const server: Server = await serve(WEB, served);
  const browser: Browser = await launchChromium(options);
  const tab = async (options?: BrowserContextOptions): Promise<Page> =>
    (await browser.newContext({ locale: 'en-US', ...options })).newPage();
  return {
    url: server.url,
    tab,
    async open(options, prepare): Promise<Page> {
      const page = await tab(options);
      await prepare?.(page);
      await page.goto(server.url);
      await ready(page);
      return page;
    },
    closeTabs: () => closeTabs(browser),
    async close(): Promise<void> {
      await browser.close();
      await server.close();
    },
  };
}

/** The sample is open and the panel knows it. */
export async function ready(page: Page): Promise<void> {
  await page.locator('#upscale:not([disabled])').waitFor();
}

export async function settled(page: Page): Promise<string> {
  const status = page.locator('#status:not([data-state=running])');
  await status.waitFor({ state: 'attached', timeout: 120_000 });
  return (await status.getAttribute('data-state')) ?? '';
}

/** A rectangle, small unless said otherwise, so that a run takes seconds. */
export async function selectRectangle(
  page: Page,
  { width, height }: Size = { width: 60, height: 40 },
): Promise<void> {
  const canvas = page.locator('supir-canvas');
  await page.keyboard.press('m');
  const box = await canvas.boundingBox();
  if (box === null) throw new Error('the canvas is not shown');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x - width / 2, y - height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y + height / 2, { steps: 4 });
  await page.mouse.up();
  await page.locator('#region-size:not(:text-is("600 × 400"))').waitFor();
}
