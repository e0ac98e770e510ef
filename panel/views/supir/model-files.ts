import { html, nothing, type TemplateResult } from 'lit';
import { MODEL_ROLES, type Models } from '../../store/models';
import { modelsObstacle } from '../../store/models-readiness';
import { fold } from '../controls/fold';
import type { View } from '../view-input';
import { configInput } from './config-input';
import { hostFiles } from './host-files';
import { keptFiles } from './kept-files';
import { licenceGate } from './licence-gate';
import { libraryWork } from './model-care';
import { modelRow } from './model-row';
import { needs } from './needs';
import { otherDownloads } from './other-downloads';
import { refusedFiles } from './refused-files';

/** The user's files: their state, refused ones, and how to choose them. */
export function modelFiles(view: View): TemplateResult {
  const { state, t, act } = view;
  const { models, settings } = state;
  const text = t.supir.models;
  const obstacle = modelsObstacle(models, settings.licenceAccepted);
  const wanted = settings.restorer === 'supir' && obstacle !== null;
  const complete = models.supir !== null && models.sdxl !== null;
  const started = models.supir !== null || models.sdxl !== null || models.refused.length > 0;
  const section = {
    slug: 'models',
    title: text.title,
    short: shortText(view, models),
    open: wanted || (started && obstacle !== null) || models.refused.length > 0 || hinted(models),
  };
  return fold(
    section,
    html`${complete ? nothing : html`<p class="explained" id="models-intro">${text.intro}</p>`}
      ${needs(view)} ${otherDownloads(view)}
      <ul class="model-list">
        ${MODEL_ROLES.map((role) => modelRow(view, role, models[role]))}
      </ul>
      ${libraryWork(view)} ${accessNote(view)} ${refusedFiles(view)}
      <p class="explained" id="models-checking" ?hidden=${models.checking.length === 0}>
        ${models.checking.length === 0 ? nothing : text.checking(models.checking.join(', '))}
      </p>
      <div class="model-pick">
        <sp-button
          id="pick-models"
          size="s"
          variant="secondary"
          treatment="outline"
          @click=${() => act.pickModels()}
          >${text.pick}</sp-button
        >
        ${complete ? nothing : html`<span class="explained">${text.drop}</span>`}
        <input
          id="model-input"
          type="file"
          multiple
          hidden
          @change=${(event: Event) => {
            const input = event.target as HTMLInputElement;
            act.takeModels([...(input.files ?? [])]);
            // The same file may be chosen once more.
            input.value = '';
          }}
        />
      </div>
      ${hostFiles(view)} ${licenceGate(view, models.supir !== null)} ${keptFiles(view)}
      ${configInput(view)}`,
  );
}

/** Whether the row of the base model shows a warning. */
function hinted({ sdxl }: Models): boolean {
  return sdxl !== null && sdxl.description.predictionHint !== null;
}

function shortText({ t }: View, { supir, sdxl }: Models): string {
  const text = t.supir.models;
  if (supir === null && sdxl === null) return text.none;
  return text.short(
    supir === null ? '?' : stem(supir.description.name),
    sdxl === null ? '?' : stem(sdxl.description.name),
  );
}

function stem(name: string): string {
  return name.replace(/\.(safetensors|ckpt)$/i, '');
}

/** Note on files of an earlier visit: to be allowed again, or to be chosen again. */
function accessNote({ state, t, act }: View): TemplateResult | typeof nothing {
  const text = t.supir.models;
  const access = MODEL_ROLES.map((role) => state.models[role]?.access);
  if (access.includes('ask')) {
    return html`<div class="model-access">
      <sp-button id="allow-models" size="s" variant="accent" @click=${() => act.allowModels()}
        >${text.allow}</sp-button
      >
      <p class="explained">${text.allowText}</p>
    </div>`;
  }
  return access.includes('gone')
    ? html`<p class="explained" id="models-gone" data-obstacle="gone">${text.gone}</p>`
    : nothing;
}
