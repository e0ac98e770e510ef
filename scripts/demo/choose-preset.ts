import { isBuiltIn } from '../../panel/settings/built-in-presets';
import { PanelFailure, type PanelPlace } from './controls';
import type { RunSettings } from './supir-options';

/** Imports prompt presets and chooses one, if the command line says so. Later settings change what it sets. */
export async function choosePreset(
  panel: PanelPlace,
  { promptPreset, presetFile }: RunSettings,
): Promise<void> {
  if (presetFile !== undefined) await importPresets(panel, presetFile);
  if (promptPreset === undefined && presetFile === undefined) return;
  const own = await ownPresets(panel);
  const named = promptPreset === undefined ? own[0] : own.find(({ name }) => name === promptPreset);
  const id = named?.id ?? promptPreset ?? '';
  if (named === undefined && !isBuiltIn(id)) {
    throw new PanelFailure('preset-unknown', `There is no prompt preset “${id}”.`);
  }
  await panel.locator('#setting-prompt-preset').selectOption(id);
}

async function importPresets(panel: PanelPlace, file: string): Promise<void> {
  await panel.locator('#prompt-presets-file').setInputFiles(file);
  const failed = panel.locator('#prompt-presets-failed');
  const imported = panel.locator('#prompt-presets-news[data-news=imported]');
  await imported.or(failed).first().waitFor();
  if ((await failed.count()) === 0) return;
  const code = (await failed.getAttribute('data-code')) ?? 'unexpected';
  throw new PanelFailure(code, await failed.innerText());
}

interface Listed {
  readonly id: string;
  readonly name: string;
}

/** The presets of the person, in the order of the list. */
function ownPresets(panel: PanelPlace): Promise<readonly Listed[]> {
  const options = panel.locator('#setting-prompt-preset optgroup').nth(1).locator('option');
  return options.evaluateAll((all) =>
    all.map((option) => ({
      id: (option as HTMLOptionElement).value,
      name: option.textContent.trim(),
    })),
  );
}
