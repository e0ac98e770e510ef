import { choosePreset } from './choose-preset';
import { choose, openSection, PanelFailure, setControl, turn, type PanelPlace } from './controls';
import { settingSteps } from './setting-flags';
import type { RunSettings, SupirOptions } from './supir-options';

/** Reading the header of a file on a slow disk. */
const READING_MS = 120_000;

/** Chooses the files and sets what the command line says, by clicking (panel/AUTOMATION.md). */
export async function setUpSupir(panel: PanelPlace, options: SupirOptions): Promise<void> {
  await choose(panel, 'restorer', 'supir');
  await chooseFiles(panel, options);
  await setRun(panel, options);
}

/** Presets and settings of a run, here or on a server. */
export async function setRun(panel: PanelPlace, run: RunSettings): Promise<void> {
  await choosePreset(panel, run);
  const steps = settingSteps(run.settings);
  if (steps.length > 0) await openSection(panel, 'supir');
  for (const step of steps) await setControl(panel, step);
}

async function chooseFiles(panel: PanelPlace, options: SupirOptions): Promise<void> {
  const { supir, sdxl, lora } = options;
  const files = { supir, sdxl, ...(lora !== undefined && { lora }) };
  await panel.locator('#model-input').setInputFiles(Object.values(files));
  for (const role of Object.keys(files)) {
    await readOrRefused(panel, `#model-${role}[data-state=open]`);
  }
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
  await panel
    .locator(taken)
    .or(refused)
    .first()
    .waitFor({ state: 'attached', timeout: READING_MS });
  if ((await panel.locator('#models-refused').count()) === 0) return;
  throw new PanelFailure(
    (await refused.getAttribute('data-code')) ?? 'unexpected',
    await refused.innerText(),
  );
}
