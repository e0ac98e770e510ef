import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { parseDemoOptions } from '../../scripts/demo/options';
import { setUp, upscale, type PanelPlace, type RunFacts } from '../../scripts/demo/panel';
import type { DemoSession } from '../../scripts/demo/session';
import { openStandalone } from '../../scripts/demo/standalone';
import { serve } from '../../scripts/lib/serve.mjs';
import {
  closeTabs,
  launchChromium,
  type ChromiumOptions,
} from '../../scripts/lib/browser/chromium';

export const WEB = path.resolve(__dirname, '../../dist/web');

export interface Shipped {
  readonly url: string;
  /** A tab of a fresh visitor. */
  tab(): Promise<Page>;
  /** Writes a file for the page to open; gives its path. */
  file(name: string, bytes: Uint8Array): Promise<string>;
  /** Ends all tabs, and what still runs in them. */
  closeTabs(): Promise<void>;
  close(): Promise<void>;
}

/** The page as `npm test` has built it, on a server of its own, and a browser to visit it. */
export async function startShipped(
  options: ChromiumOptions & { readonly isolation?: 'all' | 'none' } = {},
): Promise<Shipped> {
  if (!existsSync(path.join(WEB, 'precache.json'))) throw new Error('build the page first');
  const { isolation = 'all' } = options;
  const server = await serve(WEB, { isolation });
  const browser: Browser = await launchChromium(options);
  const folder = await mkdtemp(path.join(tmpdir(), 'e2e-'));
  return {
    url: server.url,
    tab: async () => {
      const context: BrowserContext = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        acceptDownloads: true,
        locale: 'en-US',
      });
      return context.newPage();
    },
    file: async (name, bytes) => {
      const file = path.join(folder, name);
      await writeFile(file, bytes);
      return file;
    },
    closeTabs: () => closeTabs(browser),
    close: async () => {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}

export interface Standalone extends DemoSession {
  readonly page: Page;
  /** Makes a layer the active one. */
  activate(layer: string): Promise<void>;
  /** One of the page's buttons that change the document. */
  press(button: 'undo' | 'redo' | 'select-none'): Promise<void>;
}

/** The standalone editor in a fresh tab with a file open. */
export async function openInTab(
  shipped: Shipped,
  name: string,
  bytes: Uint8Array,
  prepare?: (page: Page) => Promise<unknown>,
): Promise<Standalone> {
  const page = await shipped.tab();
  await prepare?.(page);
  return openIn(page, shipped, name, bytes);
}

/** The same in a tab in which nothing is open yet. */
export async function openIn(
  page: Page,
  shipped: Shipped,
  name: string,
  bytes: Uint8Array,
): Promise<Standalone> {
  const session = await openStandalone(page, shipped.url);
  await page.locator('#upscale:not([disabled])').waitFor();
  await session.open(await shipped.file(name, bytes));
  return {
    ...session,
    page,
    activate: async (layer) => {
      const row = page.locator(`#layers [role=treeitem][data-name="${layer}"]`);
      await row.click();
      await page
        .locator(`#layers [role=treeitem][data-name="${layer}"][aria-selected=true]`)
        .waitFor();
    },
    press: async (button) => {
      await page.locator(`#${button}`).click();
      await page.locator('#canvas[data-ready]').waitFor();
    },
  };
}

/** Sets the panel up with the demo's own options and runs. */
export async function run(panel: PanelPlace, ...args: readonly string[]): Promise<RunFacts> {
  await setUp(panel, parseDemoOptions(args));
  return upscale(panel);
}

/** The code of the error that ends `action`; fails when it ends well. */
export async function failure(action: Promise<unknown>): Promise<string> {
  try {
    await action;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code);
    throw error;
  }
  return 'no error';
}
