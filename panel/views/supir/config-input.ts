import { html, nothing, type TemplateResult } from 'lit';
import type { View } from '../view';

/** For developers: the sizes of networks that are not the published ones. */
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
      <sp-button
        id="pick-config"
        size="s"
        variant="secondary"
        treatment="outline"
        @click=${(event: Event) =>
          (event.target as HTMLElement).parentElement
            ?.querySelector<HTMLInputElement>('#config-input')
            ?.click()}
        >${text.configPick}</sp-button
      >
      <span class="explained">${config?.name ?? text.configText}</span>
      <input
        id="config-input"
        type="file"
        hidden
        @change=${(event: Event) => {
          const input = event.target as HTMLInputElement;
          act.chooseConfig(input.files?.[0] ?? null);
          input.value = '';
        }}
      />
    </div>
  </div>`;
}
