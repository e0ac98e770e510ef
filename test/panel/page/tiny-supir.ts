import path from 'node:path';
import type { Page } from 'playwright-core';
import { ready, selectRectangle } from './built-page';

const TINY = path.resolve(__dirname, '../../fixtures/supir-tiny');

function weights(name: string): string {
  return path.join(TINY, 'weights', `${name}.f16.safetensors`);
}

/**
 * The page at `url` with the tiny networks of SUPIR, a small selection and a small working size:
 * a step takes a fraction of a second on the processor.
 */
export async function prepareTinySupir(page: Page, url: string, steps: number): Promise<void> {
  await page.goto(`${url}?developer`);
  await ready(page);
  await page.locator('#setting-restorer-supir').check();
  await chooseTinyFiles(page);
  await page.locator('#licence-accept').click();
  await selectRectangle(page);
  // A third of the pixels that are worked on for 2x.
  await page.locator('#setting-scale-1').check();
  await page.locator('#section-supir-toggle').click();
  for (const [slug, value] of Object.entries({ steps, 'min-size': 64 })) {
    await page.locator(`#setting-${slug} input`).fill(String(value));
    await page.keyboard.press('Enter');
  }
}

/** The tiny networks' files and sizes; browsers under test keep no handles of them. */
export async function chooseTinyFiles(page: Page): Promise<void> {
  await page.locator('#model-input').setInputFiles([weights('supir'), weights('sdxl')]);
  await page.locator('#config-input').setInputFiles(path.join(TINY, 'config.json'));
  for (const row of ['model-supir', 'model-sdxl', 'model-config']) {
    await page.locator(`#${row}[data-state=open]`).waitFor({ state: 'attached' });
  }
}
