import { html, nothing, type TemplateResult } from 'lit';
import { presetMismatches } from '../../store/preset';
import { presetModels } from '../../store/restorer-choice';
import { settingControl } from '../controls/setting-control';
import type { View } from '../view-input';

/** Quality or Fidelity, whole or Lightning; bound to the files unless chosen by hand. */
export function presetSetting(view: View): TemplateResult {
  const { settings } = view.state;
  const text = view.t.supir.preset;
  const mismatches = presetMismatches(settings, presetModels(view.state));
  return html`<div class="setting-group">
    ${settingControl(view, 'presetStyle')} ${settingControl(view, 'lightning')}
    ${
      mismatches.length === 0
        ? nothing
        : html`<p class="explained" id="preset-mismatch" data-obstacle=${mismatches.join(' ')}>
            ${mismatches.map((mismatch) => text.mismatch[mismatch]).join(' ')}
          </p>`
    }
  </div>`;
}
