import { html, nothing, type TemplateResult } from 'lit';
import type { ModelDescription } from '../../../src/model-files/description';
import { stepsOf } from '../../../src/model-files/name-hints';
import type { HeldModel, ModelRole } from '../../store/models';
import { seemingFile } from '../../store/library';
import { tooltipOver } from '../controls/tooltip-over';
import type { View } from '../view-input';
import { modelCare } from './model-care';

/** One file: its role, name, size, types and kind. */
export function modelRow(view: View, role: ModelRole, held: HeldModel | null): TemplateResult {
  const text = view.t.supir.models;
  if (held === null) {
    return html`<li class="model" id="model-${role}" data-state="missing">
      <span class="model-dot"></span>
      <div class="model-text">
        <span class="model-role">${text.role[role]}</span>
        <span class="model-name model-none">${text.missing[role]}</span>
      </div>
    </li>`;
  }
  const { description, access } = held;
  return html`<li
    class="model"
    id="model-${role}"
    data-state=${access}
    data-name=${description.name}
    data-variant=${description.role === 'supir' ? (description.variant ?? nothing) : nothing}
    data-lightning=${description.role === 'supir' ? nothing : String(description.isLightning)}
  >
    <span class="model-dot"></span>
    <div
      class="model-text"
      id="model-${role}-text"
      tabindex="0"
      role="group"
      aria-labelledby="model-${role}-text"
    >
      <span class="model-role">${text.role[role]} · ${factsOf(view, description)}</span>
      <span class="model-name">${description.name}</span>
      ${hintOf(view, description)}
    </div>
    ${tooltipOver(`model-${role}-text`, description.name)} ${actions(view, role, description.name)}
    ${modelCare(view, role, held)}
  </li>`;
}

/** Warning by a file's name, as long as the file is chosen: no mark in it can rule it out. */
function hintOf({ t }: View, description: ModelDescription): TemplateResult | typeof nothing {
  if (description.role !== 'sdxl' || description.predictionHint === null) return nothing;
  const hint = description.predictionHint;
  return html`<span class="model-hint" id="model-sdxl-hint" role="alert" data-hint=${hint}>
    <sp-icon-alert></sp-icon-alert><span>${t.supir.models.hint[hint]}</span>
  </span>`;
}

function actions({ t, act }: View, role: ModelRole, name: string): TemplateResult {
  const text = t.supir.models;
  return html`<sp-action-button
      quiet
      size="xs"
      id="model-${role}-replace"
      label=${text.replace(name)}
      @click=${() => act.pickModels()}
    >
      <sp-icon-refresh slot="icon"></sp-icon-refresh>
    </sp-action-button>
    <sp-action-button
      quiet
      size="xs"
      id="model-${role}-remove"
      label=${text.remove(name)}
      data-leads-to="need-${role}-choose"
      @click=${() => act.removeModel(role)}
    >
      <sp-icon-close slot="icon"></sp-icon-close>
    </sp-action-button>`;
}

function factsOf({ state, t, f }: View, description: ModelDescription): string {
  const text = t.supir.models;
  const known = seemingFile(state.library, state.models, description.role);
  const facts = [f.bytes(description.byteLength), description.types.join(', ')];
  if (description.role === 'supir' && description.variant !== null) {
    facts.unshift(text.variant[description.variant]);
  }
  if (description.role !== 'supir' && description.isLightning) {
    const steps = (known?.isSure === true ? known.file.steps : null) ?? stepsOf(description.name);
    const told = steps === null ? text.lightning : t.library.care.steps(f.integer(steps));
    // The title of a published file, which is English in every language, may have said so already.
    const said = steps === null ? 'Lightning' : `Lightning, ${steps} steps`;
    if (known?.file.title.endsWith(said) !== true) facts.unshift(told);
  }
  if (known !== null) facts.unshift(known.file.title);
  if (!description.isPublishedSize) facts.push(text.unpublished);
  return facts.join(' · ');
}
