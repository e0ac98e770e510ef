import { errors, type Locator } from 'playwright-core';
import { choose, clearCards, openSection, PanelFailure, type PanelPlace } from './controls';
import type { DemoOptions } from './options';
import { setUpSupir } from './supir-panel';

export { PanelFailure, type PanelPlace } from './controls';

/** What the panel tells about a run, as its `data-report` says it. */
export type RunFacts = Readonly<Record<string, unknown>>;

/** Which build the panel is of, as its page says; null where it lies in a plugin. */
export async function buildOf(panel: PanelPlace): Promise<string | null> {
  return panel.locator('#status').evaluate(async () => {
    const list = await fetch('precache.json').catch(() => null);
    if (list === null || !list.ok) return null;
    return ((await list.json()) as { readonly build: string }).build;
  });
}

/** Sets what the command line says, by clicking (panel/AUTOMATION.md). */
export async function setUp(panel: PanelPlace, options: DemoOptions): Promise<void> {
  if (options.supir !== null) await setUpSupir(panel, options.supir);
  await choose(panel, 'scale', String(options.scale));
  await choose(panel, 'mode', options.mode);
  if (options.device !== 'auto') {
    await openSection(panel, 'advanced');
    await choose(panel, 'device', options.device);
  }
}

const RUN_LIMIT_MS = 3_600_000;
const LOOK_MS = 2_000;

/** Clicks Upscale and waits for the end; tells what the panel says meanwhile. */
export async function upscale(
  panel: PanelPlace,
  onStatus: (text: string) => void = () => undefined,
): Promise<RunFacts> {
  await clearCards(panel);
  await panel.locator('#upscale:not([disabled])').click({ timeout: 60_000 });
  // A run that fails at once is over before anybody sees it running.
  const end = panel.locator('#status[data-state="done"], #status[data-state="error"]');
  const limit = performance.now() + RUN_LIMIT_MS;
  while (!(await appears(end, LOOK_MS))) {
    if (performance.now() > limit) throw new PanelFailure('demo-timeout', 'The run did not end.');
    onStatus(await panel.locator('#status').innerText());
  }
  if ((await end.getAttribute('data-state')) === 'error') {
    const code = (await end.getAttribute('data-code')) ?? 'unexpected';
    const message = await panel.locator('#error-message').innerText();
    const hint = await panel.locator('#error-hint').innerText();
    throw new PanelFailure(code, `${message} ${hint}`);
  }
  const report = await panel.locator('#result').getAttribute('data-report');
  return JSON.parse(report ?? '{}') as RunFacts;
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
