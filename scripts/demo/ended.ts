import { errors, type Locator } from 'playwright-core';
import { PanelFailure, type PanelPlace } from './controls';

/** Hears what the panel says while something goes on. */
export type OnStatus = (text: string) => void;

const RUN_LIMIT_MS = 3_600_000;
const LOOK_MS = 2_000;

/**
 * Waits until `good` shows that what was clicked has ended well; tells what the panel says meanwhile.
 * @throws PanelFailure with the panel's own error
 */
export async function ended(panel: PanelPlace, good: string, onStatus: OnStatus): Promise<void> {
  // A run that fails at once is over before anybody sees it running.
  const end = panel.locator(good).or(panel.locator('#status[data-state="error"]'));
  const limit = performance.now() + RUN_LIMIT_MS;
  while (!(await appears(end.first(), LOOK_MS))) {
    if (performance.now() > limit) throw new PanelFailure('demo-timeout', 'The run did not end.');
    onStatus(await panel.locator('#status').innerText());
  }
  const status = panel.locator('#status');
  if ((await status.getAttribute('data-state')) === 'error') {
    const code = (await status.getAttribute('data-code')) ?? 'unexpected';
    const message = await panel.locator('#error-message').innerText();
    const hint = await panel.locator('#error-hint').innerText();
    throw new PanelFailure(code, `${message} ${hint}`);
  }
}

async function appears(place: Locator, withinMs: number): Promise<boolean> {
  try {
    await place.waitFor({ timeout: withinMs });
    return true;
  } catch (error) {
    if (error instanceof errors.TimeoutError) return false;
    throw error;
  }
}
