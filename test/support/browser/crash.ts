import type { Page } from 'playwright-core';

/** Has the browser end the page's process, as a crash does; gives a fresh tab of the same visitor. */
export async function crashPage(page: Page): Promise<Page> {
  const context = page.context();
  const session = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  // A process that has ended gives no answer.
  session.send('Page.crash').catch(() => undefined);
  await crashed;
  return context.newPage();
}

/** Has the browser end its graphics process, and with it every WebGPU device; it starts another one. */
export async function crashGpu(page: Page): Promise<void> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('a page without a browser');
  const session = await browser.newBrowserCDPSession();
  await session.send('Browser.crashGpuProcess');
  await session.detach();
}
