import { choose, openSection, PanelFailure, turn, typeNumber, type PanelPlace } from './controls';
import { detailSteps, type SupirDetails } from './supir-details';
import type { SupirOptions } from './supir-options';

/** Reading the header of a file on a slow disk. */
const READING_MS = 120_000;

/** Chooses the files and sets what the command line says, by clicking (panel/AUTOMATION.md). */
export async function setUpSupir(panel: PanelPlace, options: SupirOptions): Promise<void> {
  await choose(panel, 'engine', 'supir');
  await chooseFiles(panel, options);
  if (options.preset !== null) await choose(panel, 'preset', options.preset);
  if (options.lightning !== null) await turn(panel, 'lightning', options.lightning);
  if (options.prompt !== null) await panel.locator('#setting-prompt').fill(options.prompt);
  if (options.fidelity !== null) {
    await panel
      .locator('#setting-fidelity input[type=range]')
      .fill(String(options.fidelity), { force: true });
  }
  await setDetails(panel, options.details);
}

async function chooseFiles(panel: PanelPlace, options: SupirOptions): Promise<void> {
  await panel.locator('#model-input').setInputFiles([options.supir, options.sdxl]);
  await readOrRefused(panel, '#model-supir[data-state=open]');
  await readOrRefused(panel, '#model-sdxl[data-state=open]');
  if (options.config !== null) {
    await openSection(panel, 'advanced');
    await turn(panel, 'developer', true);
    await panel.locator('#config-input').setInputFiles(options.config);
    await readOrRefused(panel, '#model-config[data-state=open]');
  }
  const accept = panel.locator('#licence-accept');
  if ((await accept.count()) > 0) await accept.click();
}

async function readOrRefused(panel: PanelPlace, taken: string): Promise<void> {
  const refused = panel.locator('#models-refused [data-code]').first();
  await panel.locator(taken).or(refused).first().waitFor({ timeout: READING_MS });
  if ((await panel.locator('#models-refused').count()) === 0) return;
  throw new PanelFailure(
    (await refused.getAttribute('data-code')) ?? 'unexpected',
    await refused.innerText(),
  );
}

async function setDetails(panel: PanelPlace, details: SupirDetails): Promise<void> {
  const steps = [...detailSteps(details)];
  if (steps.length === 0) return;
  await openSection(panel, 'supir');
  for (const { how, setting, value } of steps) {
    if (how === 'choose') await choose(panel, setting, String(value));
    else if (how === 'fill') await panel.locator(`#setting-${setting}`).fill(String(value));
    else await typeNumber(panel, setting, Number(value));
  }
}
