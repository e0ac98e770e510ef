import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import type { Manifest } from '../manifest';
import { attachChromium } from './chromium';
import { createPhotoshop } from '../photoshop';
import type { PhotoshopOptions, UxpRealm } from '../types';

/** The plugin as the build leaves it. */
export const PLUGIN_FOLDER = path.resolve(__dirname, '../../../../dist/photoshop');

export interface BuiltPanel {
  readonly ps: ReturnType<typeof createPhotoshop>;
  readonly page: Page;
  /** All that the page has asked for, by address. */
  readonly requests: readonly string[];
  /** What the page said on its console as an error, errors that nobody caught included. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

/**
 * The built plugin in an emulated Photoshop: its script in a bare realm, its page from a `file:`
 * address in a browser's tab, JSON text between them. `page` is a fresh one.
 */
export async function openBuiltPanel(
  page: Page,
  options: PhotoshopOptions = {},
  folder = PLUGIN_FOLDER,
): Promise<BuiltPanel> {
  const manifest = JSON.parse(
    await readFile(path.join(folder, 'manifest.json'), 'utf8'),
  ) as Manifest;
  const ps = createPhotoshop({ manifest, ...options });
  for (const [name, bytes] of await pluginFiles(folder)) ps.disk.add(`plugin:/${name}`, bytes);
  const requests: string[] = [];
  const complaints: string[] = [];
  page.context().on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await attachChromium(
    ps,
    page,
    (src) => pathToFileURL(path.join(folder, src.replace('plugin:/', ''))).href,
  );
  const code = await readFile(path.join(folder, 'index.js'), 'utf8');
  const realm: UxpRealm = ps.runUxpBundle(code);
  // Also where the browser is closed under it: the plugin would go on sending for ever.
  let isLoaded = true;
  const unload = (): void => {
    if (isLoaded) realm.unload();
    isLoaded = false;
  };
  page.once('close', unload);
  ps.user.openPanel();
  return {
    ps,
    page,
    requests,
    complaints,
    close: async () => {
      unload();
      await page.context().close();
    },
  };
}

async function pluginFiles(folder: string): Promise<readonly (readonly [string, Uint8Array])[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const file = path.join(entry.parentPath, entry.name);
        const name = path.relative(folder, file).split(path.sep).join('/');
        return [name, new Uint8Array(await readFile(file))] as const;
      }),
  );
}
