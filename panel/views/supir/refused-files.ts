import { html, nothing, type TemplateResult } from 'lit';
import type { View } from '../view-input';
import { fileError } from './file-error';

/** Files that were offered and that SUPIR cannot use, by name. */
export function refusedFiles(view: View): TemplateResult | typeof nothing {
  const { state, t, act } = view;
  const { refused } = state.models;
  if (refused.length === 0) return nothing;
  const text = t.supir.models;
  return html`<div role="alert">
    <ul class="refused-list" id="models-refused">
      ${refused.map(({ name, error }, index) => {
        return html`<li
          class="card refused"
          data-tone="negative"
          data-name=${name}
          data-code=${error.code ?? 'unexpected'}
        >
          ${fileError(view, name, error, {
            id: `refused-${index}-dismiss`,
            label: t.labelled(text.dismiss, name),
            onClick: () => act.dismissRefusal(name),
          })}
        </li>`;
      })}
    </ul>
  </div>`;
}
