import { html, nothing, type TemplateResult } from 'lit';
import type { View } from '../view-input';

type Role = 'supir' | 'sdxl';

/** The files that the server lists, to choose from; those chosen stay in sight before a test. */
export function filesView(view: View): TemplateResult | typeof nothing {
  const { state, t } = view;
  const { settings, test } = state.server;
  const found =
    test.state === 'tested' && test.outcome.outcome === 'connected' ? test.outcome.server : null;
  if (found?.graph === null) return nothing;
  if (found === null && settings.supir === null && settings.sdxl === null) return nothing;
  const text = t.server.files;
  const isMissing =
    found !== null && (found.files.supir.length === 0 || found.files.sdxl.length === 0);
  return html`<div
    class="server-part"
    id="server-files"
    role="group"
    aria-labelledby="server-files-title"
  >
    <h3 class="detail-title" id="server-files-title">${text.title}</h3>
    ${fileChoice(view, 'supir', found?.files.supir ?? null)}
    ${fileChoice(view, 'sdxl', found?.files.sdxl ?? null)}
    ${
      found === null
        ? nothing
        : html`<p
            class="explained"
            id="server-files-where"
            data-obstacle=${isMissing ? 'files' : nothing}
          >
            ${t.sentences(text.where[found.graph], text.again)}
          </p>`
    }
  </div>`;
}

function fileChoice(
  { state, t, act }: View,
  role: Role,
  listed: readonly string[] | null,
): TemplateResult {
  const chosen = state.server.settings[role];
  const text = t.server.files;
  const names = listed ?? (chosen === null ? [] : [chosen]);
  return html`<label class="setting-label" for="server-file-${role}">${text[role]}</label>
    <select
      class="select-input"
      id="server-file-${role}"
      data-value=${chosen ?? nothing}
      ?disabled=${names.length === 0}
      @change=${(event: Event) => {
        const { value } = event.target as HTMLSelectElement;
        act.server.chooseFile(role, value === '' ? null : value);
      }}
    >
      <option value="" .selected=${chosen === null}>
        ${names.length === 0 ? text.none : text.choose}
      </option>
      ${names.map((name) => html`<option value=${name} .selected=${name === chosen}>${name}</option>`)}
    </select>`;
}
