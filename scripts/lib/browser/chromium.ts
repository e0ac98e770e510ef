import { chromium, type Browser } from 'playwright-core';

export interface ChromiumOptions {
  /**
   * A software adapter: correct but some fifty times slower than wasm, and without 16-bit floats.
   * With WEBGPU=hardware in the environment the machine's graphics card instead.
   */
  readonly webgpu?: boolean;
  /** More flags. */
  readonly args?: readonly string[];
}

/** The machine's own Chromium, headless. */
export function launchChromium({
  webgpu = false,
  args = [],
}: ChromiumOptions = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    headless: true,
    // The sandbox needs rights that containers do not give.
    args: ['--no-sandbox', '--disable-dev-shm-usage', ...(webgpu ? WEBGPU : NO_WEBGPU), ...args],
  });
}

/**
 * Ends all tabs of a browser, with what still runs in them: what is left of a test that failed must
 * not compute beside the next one.
 */
export async function closeTabs(browser: Browser): Promise<void> {
  await Promise.all(browser.contexts().map((context) => context.close()));
}

const WEBGPU = [
  '--enable-unsafe-webgpu',
  '--enable-features=Vulkan',
  process.env['WEBGPU'] === 'hardware'
    ? '--ignore-gpu-blocklist'
    : '--use-webgpu-adapter=swiftshader',
];
const NO_WEBGPU = ['--disable-features=WebGPU'];
