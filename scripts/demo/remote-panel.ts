import { choose, openSection, PanelFailure, type PanelPlace } from './controls';

/** A test of a server that is far away, and busy. */
const TEST_MS = 120_000;

/**
 * Connects the panel to a server by clicking (panel/AUTOMATION.md): address, test, the first file of each
 * kind where the panel has chosen none, the terms, and what may leave the computer.
 */
export async function setUpRemote(panel: PanelPlace, url: string): Promise<void> {
  await choose(panel, 'restorer', 'remote');
  await openSection(panel, 'server');
  await panel.locator('#server-address').fill(url);
  await panel.locator('#server-test').click();
  const outcome = panel.locator('#server-outcome');
  const over = '#server-outcome:not([data-state=testing]):not([data-state=untested])';
  await panel.locator(over).waitFor({ state: 'attached', timeout: TEST_MS });
  console.error(await outcome.innerText());
  if ((await outcome.getAttribute('data-state')) !== 'connected') {
    throw new PanelFailure('server-not-connected', await outcome.innerText());
  }
  for (const role of ['supir', 'sdxl']) {
    const files = panel.locator(`#server-file-${role}`);
    if ((await files.inputValue()) === '') await files.selectOption({ index: 1 });
  }
  for (const accept of ['#licence-accept', '#server-accept']) {
    const button = panel.locator(accept);
    if ((await button.count()) > 0) await button.click();
  }
}
