import { html, type TemplateResult } from 'lit';
import { withSettings } from '../../settings/settings';
import type { KeptSummary } from '../../store/kept';
import { settingsToUse } from '../../store/results';
import type { View } from '../view-input';
import { nameOf } from './result-words';

/** What can be done with any result that is kept, whatever document it was made in. */
export interface ResultButtons {
  readonly settings: TemplateResult;
  readonly save: TemplateResult;
  readonly discard: TemplateResult;
}

/** @param part what the ids of the buttons begin with */
export function resultButtons(view: View, one: KeptSummary, part: string): ResultButtons {
  const { state, t, act } = view;
  const { id } = one;
  const busy = state.run.state === 'running';
  const changes = settingsToUse(one);
  const inUse = changes !== null && withSettings(state.settings, changes) === state.settings;
  return {
    settings: html`<sp-button
      id="${part}-settings"
      size="s"
      variant="secondary"
      treatment="outline"
      ?disabled=${busy || changes === null || inUse}
      @click=${() => changes !== null && act.change(changes)}
      >${inUse ? t.results.settingsUsed : t.results.useSettings}</sp-button
    >`,
    save: html`<sp-button
      id="${part}-save"
      size="s"
      variant="secondary"
      treatment="outline"
      ?disabled=${busy}
      @click=${() => act.saveKept(id)}
      >${t.results.save}</sp-button
    >`,
    discard: html`<sp-action-button
      id="${part}-discard"
      size="s"
      quiet
      label=${t.labelled(t.results.discard, nameOf(view, one))}
      ?disabled=${busy}
      @click=${() => act.discardKept(id)}
    >
      <sp-icon-delete slot="icon"></sp-icon-delete>
      <sp-tooltip self-managed placement="top">${t.results.discard}</sp-tooltip>
    </sp-action-button>`,
  };
}
