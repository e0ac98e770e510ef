import { chromium, type Browser } from 'playwright-core';

export interface ChromiumOptions {
  /** A software adapter: correct but some fifty times slower than wasm, and without 16-bit floats. */
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
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      ...(webgpu ? SOFTWARE_WEBGPU : NO_WEBGPU),
      ...args,
    ],
  });
}

const SOFTWARE_WEBGPU = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
];
const NO_WEBGPU = ['--disable-features=WebGPU'];
