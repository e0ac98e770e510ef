import type { Page } from 'playwright-core';
import type { Sim } from '../sim';
import type { Photoshop } from '../types';
import { HOOKS, pageScript } from './page-script';

/**
 * Makes a real browser's page the one in the webview: each load of the webview navigates it to `addressOf(src)`,
 * and only JSON text passes between the two.
 */
export async function attachChromium(
  photoshop: Photoshop & { readonly sim: Sim },
  page: Page,
  addressOf: (src: string) => string,
): Promise<void> {
  const { webview, sim } = photoshop;
  await page.exposeFunction(HOOKS.toPlugin, (text: string | null) => {
    webview.fromPage(text === null ? null : (JSON.parse(text) as unknown));
  });
  await page.addInitScript({ content: pageScript(sim) });
  const inPage = (name: string, ...values: string[]): void => {
    const call = `window[${JSON.stringify(name)}]?.(${values.map((v) => JSON.stringify(v)).join()})`;
    // A page that is being left hears nothing.
    page.evaluate(call).catch(() => undefined);
  };
  webview.onVisibility((state) => inPage(HOOKS.show, state));
  webview.onLoad((src) => {
    void page
      .goto(addressOf(src), { waitUntil: 'commit' })
      .then(() => webview.toPage((text, { origin }) => inPage(HOOKS.fromPlugin, text, origin)))
      .catch((error: unknown) => webview.fail(-1, String(error)));
  });
}
