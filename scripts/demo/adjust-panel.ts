import { setTimeout } from 'node:timers/promises';
import type { Adjustment } from '../../src/restore/adjust/adjustment';
import type { AdjustSteps } from './adjust-options';
import { choose, openSection, PanelFailure, type PanelPlace } from './controls';

/** How a result was changed. */
export interface Adjusted {
  readonly adjustment: Adjustment;
  /** False: the layer was so already. */
  readonly applied: boolean;
}

const LIMIT_MS = 600_000;
/** How long the controls may take to show what they were given. */
const TAKING_MS = 5_000;
const LOOK_MS = 50;

/**
 * Changes the result that is shown, and applies it.
 * @throws PanelFailure where the panel takes something else, or cannot apply it
 */
export async function adjust(
  panel: PanelPlace,
  { colors, ...numbers }: AdjustSteps,
): Promise<Adjusted> {
  await openSection(panel, 'adjust');
  for (const [name, value] of Object.entries(numbers)) {
    const input = panel.locator(`#adjust-${name} input:not([type=range])`);
    await input.fill(String(value));
    await input.press('Enter');
  }
  if (colors !== undefined) await choose(panel, 'adjust-color-fix', colors);
  await taken(panel, { ...numbers, ...(colors !== undefined && { colors }) });
  const adjustment = await shown(panel);
  if (await isApplied(panel)) return { adjustment, applied: false };
  await panel.locator('#adjust-apply:not([disabled])').click();
  await shown(panel);
  if (await isApplied(panel)) return { adjustment, applied: true };
  throw new PanelFailure('not-applied', await panel.locator('#adjust-status').innerText());
}

/** @throws PanelFailure where the controls do not show in time what they were given */
async function taken(panel: PanelPlace, steps: AdjustSteps): Promise<void> {
  const names = Object.keys(steps) as (keyof AdjustSteps)[];
  for (const limit = performance.now() + TAKING_MS; ; await setTimeout(LOOK_MS)) {
    const adjustment = await controls(panel);
    const other = names.find((name) => shownAs(adjustment, name) !== steps[name]);
    if (other === undefined) return;
    if (performance.now() < limit) continue;
    const has = shownAs(adjustment, other);
    throw new PanelFailure('not-taken', `${other} ${steps[other]}: the panel has ${has}`);
  }
}

async function controls(panel: PanelPlace): Promise<Adjustment> {
  const said = await panel.locator('#adjust').getAttribute('data-adjustment');
  return JSON.parse(said ?? '{}') as Adjustment;
}

/** Waits until nothing goes on any more; tells what the controls say. */
async function shown(panel: PanelPlace): Promise<Adjustment> {
  await panel.locator('#adjust[data-state=shown]').waitFor({ timeout: LIMIT_MS });
  return controls(panel);
}

async function isApplied(panel: PanelPlace): Promise<boolean> {
  return (await panel.locator('#adjust').getAttribute('data-applied')) === 'true';
}

/** As the command line says it. */
function shownAs(adjustment: Adjustment, name: keyof AdjustSteps): number | string {
  switch (name) {
    case 'colors':
      return adjustment.colorFix;
    case 'grow':
    case 'feather':
      return adjustment.maskEdge[name];
    default:
      return Math.round(100 * adjustment[name]);
  }
}
