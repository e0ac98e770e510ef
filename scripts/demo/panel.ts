import { errors, type Locator } from 'playwright-core';
import type { Point } from '../../src/core/geometry';
import { choose, clearCards, openSection, PanelFailure, type PanelPlace } from './controls';
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

const RUN_LIMIT_MS = 3_600_000;
const LOOK_MS = 2_000;

/** Clicks Upscale and waits for the end; tells what the panel says meanwhile. */
export async function upscale(
  panel: PanelPlace,
  onStatus: (text: string) => void = () => undefined,
): Promise<RunFacts> {
  await clearCards(panel);
  await panel.locator('#upscale:not([disabled])').click({ timeout: 60_000 });
  await ended(panel, 'done', onStatus);
  const report = await panel.locator('#result').getAttribute('data-report');
  return JSON.parse(report ?? '{}') as RunFacts;
}

/** Opens the picture for a try, clicks at a point of the document and waits for the tile there. */
export async function tryTile(
  panel: PanelPlace,
  point: Point,
  onStatus: (text: string) => void = () => undefined,
): Promise<RunFacts> {
  await clearCards(panel);
  await panel.locator('#try-open:not([disabled])').click({ timeout: 60_000 });
  await ended(panel, 'idle', onStatus, '#try-here');
  const [x = 0, y = 0, width = 1, height = 1] = numbersOf(
    await panel.locator('#try-here').getAttribute('data-rect'),
  );
  const isInside = point.x >= x && point.x < x + width && point.y >= y && point.y < y + height;
  if (!isInside) {
    const shown = `${width} × ${height} pixels at ${x},${y}`;
    throw new PanelFailure('try-outside', `--try-at ${point.x},${point.y} is not inside ${shown}.`);
  }
  const picture = panel.locator('#try-picture [part=picture]');
  const box = await picture.boundingBox();
  if (box === null) throw new PanelFailure('unexpected', 'The picture to choose in is not shown.');
  const across = (point.x + 0.5 - x) / width;
  const down = (point.y + 0.5 - y) / height;
  await picture.click({ position: { x: across * box.width, y: down * box.height } });
  await ended(panel, 'idle', onStatus, '#try-here[data-state=tried]');
  const report = await panel.locator('#try-tile').getAttribute('data-report');
  return JSON.parse(report ?? '{}') as RunFacts;
}

function numbersOf(text: string | null): readonly number[] {
  return (text ?? '').split(',').map(Number);
}

/**
 * Waits for the end of what was clicked, which shows `proof`; tells what the panel says meanwhile.
 * @throws PanelFailure with the panel's own error
 */
async function ended(
  panel: PanelPlace,
  state: 'done' | 'idle',
  onStatus: (text: string) => void,
  proof = '#status',
): Promise<void> {
  // A run that fails at once is over before anybody sees it running.
  const good = panel.locator(`.app:has(#status[data-state="${state}"]) ${proof}`);
  const end = good.or(panel.locator('#status[data-state="error"]'));
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
