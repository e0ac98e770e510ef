import { html, nothing, type TemplateResult } from 'lit';
import { pickFile } from '../controls/pick-file';
import type { View } from '../view-input';

/** Input for the sizes of networks that are not the published ones, for developers. */
export function configInput({ state, t, act }: View): TemplateResult | typeof nothing {
  const { config } = state.models;
  if (!state.settings.developer && !state.developer) return nothing;
  const text = t.supir.models;
  return html`<div
    class="setting"
    id="model-config"
    data-state=${config === null ? 'missing' : 'open'}
  >
    <div class="setting-head">
      <span class="setting-label">${text.config}</span>
      <span class="grow"></span>
      ${
        config === null
          ? nothing
          : html`<sp-action-button
              quiet
              size="xs"
              id="config-remove"
              label=${text.configRemove}
              @click=${() => act.chooseConfig(null)}
            >
              <sp-icon-close slot="icon"></sp-icon-close>
            </sp-action-button>`
      }
    </div>
    <div class="model-pick">
      ${pickFile({
        buttonId: 'pick-config',
        inputId: 'config-input',
        label: text.configPick,
        note: html`<span class="explained">${config?.name ?? text.configText}</span>`,
        onFile: (file) => act.chooseConfig(file),
      })}
    </div>
  </div>`;
}
