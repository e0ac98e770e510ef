import type { Page } from 'playwright-core';
import type { RuntimeCopy } from '../runtime-copy';
import { serve } from '../serve.mjs';
import { bundlePage } from './bundle';
import { launchChromium, type ChromiumOptions } from './chromium';

export interface TestPageOptions extends ChromiumOptions {
  /** Cross-origin isolation, which wasm threads need; on unless switched off. */
  readonly isolated?: boolean;
  /** A content security policy for the page. */
  readonly policy?: string;
  /** The copy of onnxruntime-web that it uses; the installed one when left out. */
  readonly runtime?: RuntimeCopy;
}

/** What an entry assigns to `globalThis.testPage`: functions of one JSON value each. */
export type TestPageApi = Readonly<Record<string, (argument: never) => unknown>>;

export interface TestPage<Api extends TestPageApi> {
  readonly page: Page;
  /** What is served; files put here are found by the page. */
  readonly folder: string;
  /** What the page said on its console, errors that nobody caught included. */
  readonly console: readonly string[];
  call<Name extends keyof Api & string>(
    name: Name,
    ...argument: Parameters<Api[Name]>
  ): Promise<Awaited<ReturnType<Api[Name]>>>;
  close(): Promise<void>;
}

/** Bundles an entry, serves it, and opens it in a browser of its own. */
export async function openTestPage<Api extends TestPageApi>(
  entry: string,
  { isolated = true, policy, runtime, ...chromium }: TestPageOptions = {},
): Promise<TestPage<Api>> {
  const cleanUp: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const step of cleanUp.reverse()) await step();
  };
  try {
    const bundle = await bundlePage(entry, policy, runtime && { runtime });
    cleanUp.push(() => bundle.remove());
    const server = await serve(bundle.folder, { isolation: isolated ? 'all' : 'none' });
    cleanUp.push(() => server.close());
    const browser = await launchChromium(chromium);
    cleanUp.push(() => browser.close());
    const page = await browser.newPage();
    const messages: string[] = [];
    page.on('console', (message) => messages.push(message.text()));
    page.on('pageerror', (error) => messages.push(String(error)));
    await page.goto(server.url);
    await page.waitForFunction(() => 'testPage' in globalThis);
    return {
      page,
      folder: bundle.folder,
      console: messages,
      close,
      call: (name, ...[argument]) =>
        page.evaluate(
          ([key, value]) => (globalThis as unknown as HasTestPage).testPage[key]?.(value),
          [name, argument] as const,
        ) as Promise<never>,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

interface HasTestPage {
  readonly testPage: Readonly<Record<string, (argument: unknown) => unknown>>;
}
