import { clickAtStep } from './click-at-step';
import { choose, clearCards, openSection, PanelFailure, type PanelPlace } from './controls';
import { ended, type OnStatus } from './ended';
import type { Interruption } from './interruption-options';
import type { DemoOptions } from './options';
import { setUpRemote } from './remote-panel';
import { setRun, setUpSupir } from './supir-panel';

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

/** Sets what the command line says, by clicking (panel/AUTOMATION.md). `server`: the address to connect to. */
export async function setUp(
  panel: PanelPlace,
  options: DemoOptions,
  server: string | null = null,
): Promise<void> {
  if (server !== null) await setUpRemote(panel, server);
  if (options.onServer !== null) await setRun(panel, options.onServer);
  if (options.supir !== null) await setUpSupir(panel, options.supir);
  await choose(panel, 'scale', String(options.scale));
  await choose(panel, 'mode', options.mode);
  if (options.device !== 'auto') {
    await openSection(panel, 'advanced');
    await choose(panel, 'device', options.device);
  }
}

/** Where `#status` says that all went well. */
const DONE = '#status[data-state=done]';
const CANCELLED = '#status[data-state=idle][data-cancelled]';

/**
 * Clicks Upscale, and what is to be clicked in the middle; waits for the end and tells what the panel
 * says meanwhile.
 * @throws PanelFailure with the panel's own error, and where the run was over before that click
 */
export async function upscale(
  panel: PanelPlace,
  onStatus: OnStatus = () => undefined,
  interruption?: Interruption,
): Promise<RunFacts> {
  await clearCards(panel);
  if (interruption !== undefined) {
    await clickAtStep(panel, interruption.afterStep + 1, `#${interruption.click}`);
  }
  await panel.locator('#upscale:not([disabled])').click({ timeout: 60_000 });
  const wentOn =
    interruption?.click === 'cancel' ? { wentOnAfter: await goOn(panel, onStatus) } : {};
  await ended(panel, DONE, onStatus);
  if (interruption?.click === 'stop-and-keep') await expectStopped(panel);
  const report = await panel.locator('#result').getAttribute('data-report');
  return { ...(JSON.parse(report ?? '{}') as RunFacts), ...wentOn };
}

/** Goes on with the run that was cancelled; gives the step after which. */
async function goOn(panel: PanelPlace, onStatus: OnStatus): Promise<number> {
  await ended(panel, `${CANCELLED}, ${DONE}`, onStatus);
  if ((await panel.locator(DONE).count()) > 0) throw overBefore('--cancel-after');
  const done = await panel.locator('#unfinished').getAttribute('data-done');
  await panel.locator('#unfinished-go-on').click();
  return Number(done);
}

async function expectStopped(panel: PanelPlace): Promise<void> {
  if ((await panel.locator('#result-stopped').count()) === 0) throw overBefore('--stop-after');
}

function overBefore(flag: string): PanelFailure {
  return new PanelFailure('over-before', `The run was over before ${flag} could end it.`);
}
