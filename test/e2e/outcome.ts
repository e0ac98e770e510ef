import { clearCards, type PanelPlace } from '../../scripts/demo/controls';

const END =
  '#status[data-state=done], #status[data-state=error], #status[data-state=idle][data-cancelled]';

/** Clears the last run's card, clicks Upscale; gives `done`, `cancelled`, or the code of the error. */
export async function outcome(panel: PanelPlace): Promise<string> {
  await begin(panel);
  return ended(panel);
}

/** Clears the last run's card, if there is one, and clicks Upscale. */
export async function begin(panel: PanelPlace): Promise<void> {
  await clearCards(panel);
  await panel.locator('#upscale:not([disabled])').click({ timeout: 60_000 });
}

/** Waits for the end of the run that goes on. */
export async function ended(panel: PanelPlace): Promise<string> {
  const end = panel.locator(END);
  await end.waitFor({ state: 'attached', timeout: 180_000 });
  const state = (await end.getAttribute('data-state')) ?? '';
  if (state === 'error') return (await end.getAttribute('data-code')) ?? 'no code';
  return state === 'idle' ? 'cancelled' : state;
}
