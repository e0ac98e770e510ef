import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { serve } from '../../scripts/lib/serve.mjs';
import { closeTabs, launchChromium } from '../../scripts/lib/browser/chromium';
import type { Photopea } from '../emulators/photopea/photopea';
import { serveEmulator } from '../../scripts/lib/browser/serve-emulator';
import { openEmulator, type EmulatorPage } from '../emulators/photopea/page/emulator-page';

const WEB = path.resolve(__dirname, '../../dist/web');

export interface PhotopeaPanel {
  /** A fresh visitor with the shipped page as the plugin's panel. */
  open(options?: BrowserContextOptions): Promise<EmulatorPage>;
  /** Ends all visits, and what still runs in them. */
  closeTabs(): Promise<void>;
  close(): Promise<void>;
}

/** The page as it is shipped, in a panel of the emulated editor, in a real browser. */
export async function startPhotopeaPanel(): Promise<PhotopeaPanel> {
  if (!existsSync(path.join(WEB, 'index.html'))) throw new Error('build the page first');
  const panel = await serve(WEB);
  const emulator = await serveEmulator();
  const browser: Browser = await launchChromium();
  return {
    open: async (options) => {
      const context = await browser.newContext({
        locale: 'en-US',
        viewport: { width: 1400, height: 900 },
        ...options,
      });
      const page = await context.newPage();
      return openEmulator(page, emulator, panel.url, { width: 360, height: 780 });
    },
    closeTabs: () => closeTabs(browser),
    close: async () => {
      await browser.close();
      await emulator.close();
      await panel.close();
    },
  };
}

/** The panel knows the document. */
export async function ready({ panel }: EmulatorPage): Promise<void> {
  await panel.locator('#upscale:not([disabled])').waitFor({ timeout: 60_000 });
}

export async function choose(
  { panel }: EmulatorPage,
  setting: string,
  value: string,
): Promise<void> {
  await panel.locator(`#setting-${setting}-${value}`).check();
}

export async function startRun({ panel }: EmulatorPage): Promise<void> {
  await panel.locator('#upscale:not([disabled])').click();
}

/** Says something on behalf of another plugin whenever the panel has posted a message. */
export async function chatter({ page }: EmulatorPage): Promise<void> {
  await page.evaluate(() => {
    const { photopea } = globalThis as unknown as { photopea: Photopea };
    const say = (): void => {
      photopea.chatter('done');
      photopea.chatter('{"ok":true}');
      photopea.chatter(new ArrayBuffer(64));
    };
    addEventListener('message', say);
  });
}
