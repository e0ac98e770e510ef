import { html, nothing, type TemplateResult } from 'lit';
import { chosenPreset, presetMismatches, presetOfFiles } from '../../store/preset';
import { PRESET_NAMES } from '../../../src/restore/supir/presets';
import { choiceSetting } from '../controls/choice-setting';
import { switchSetting } from '../controls/switch-setting';
import type { View } from '../view-input';

/** Quality or Fidelity, whole or Lightning; bound to the files unless chosen by hand. */
export function presetSetting(view: View): TemplateResult {
  const { state, t } = view;
  const { settings, models } = state;
  const text = t.supir.preset;
  const { style, lightning } = chosenPreset(settings, models);
  const fitting = presetOfFiles(models);
  const mismatches = presetMismatches(settings, models);
  return html`<div class="setting-group">
    ${choiceSetting(view, {
      name: 'presetStyle',
      slug: 'preset',
      label: text.label,
      help: text.help,
      defaultText: text.option[fitting.style],
      values: PRESET_NAMES,
      names: text.option,
      value: style,
    })}
    ${switchSetting(view, {
      name: 'lightning',
      slug: 'lightning',
      label: text.lightning,
      help: text.lightningHelp,
      value: lightning,
      defaultText: fitting.lightning ? t.settings.on : t.settings.off,
    })}
    ${
      mismatches.length === 0
        ? nothing
        : html`<p class="explained" id="preset-mismatch" data-obstacle=${mismatches.join(' ')}>
            ${mismatches.map((mismatch) => text.mismatch[mismatch]).join(' ')}
          </p>`
    }
  </div>`;
}
