import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import type { DemoSession } from './session';

const SAVE = '#results-save:not([disabled])';
const LIMIT_MS = 300_000;

/** Saves every result of the document as the panel does, the oldest first. */
export async function saveResults({
  panel,
  savedResult,
}: Pick<DemoSession, 'panel' | 'savedResult'>): Promise<readonly Buffer[]> {
  const ids = await panel
    .locator('#results-strip [data-result]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-result') ?? ''));
  const saved: Buffer[] = [];
  for (const id of ids.reverse()) {
    const option = panel.locator(`#results-strip [data-result="${id}"]`);
    await option.click();
    await panel.locator(`#results-strip [data-result="${id}"][aria-selected=true]`).waitFor();
    saved.push(await savedResult());
  }
  return saved;
}

/** Clicks *Save as PNG* where the page's downloads get what is saved. */
export async function downloadedResult(page: Page, panel: DemoSession['panel']): Promise<Buffer> {
  const download = page.waitForEvent('download', { timeout: LIMIT_MS });
  await clickSave(panel);
  return readFile(await (await download).path());
}

export async function clickSave(panel: DemoSession['panel']): Promise<void> {
  await panel.locator(SAVE).click({ timeout: LIMIT_MS });
}
