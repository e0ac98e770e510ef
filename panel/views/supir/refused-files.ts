import { html, nothing, type TemplateResult } from 'lit';
import { errorText } from '../../strings/errors';
import { closeButton } from '../controls/close-button';
import type { View } from '../view-input';

/** Files that were offered and that SUPIR cannot use, by name. */
export function refusedFiles({ state, t, act }: View): TemplateResult | typeof nothing {
  const { refused } = state.models;
  if (refused.length === 0) return nothing;
  const text = t.supir.models;
  return html`<ul class="refused-list" id="models-refused" role="alert">
    ${refused.map(({ name, error }, index) => {
      const { message, hint } = errorText(error, state.language, t);
      return html`<li
        class="card refused"
        data-tone="negative"
        data-name=${name}
        data-code=${error.code ?? 'unexpected'}
      >
        <div class="card-head">
          <sp-icon-alert class="card-icon"></sp-icon-alert>
          <strong class="card-title">${name}</strong>
          ${closeButton(`refused-${index}-dismiss`, text.dismiss, () => act.dismissRefusal(name))}
        </div>
        <p class="card-text">${message} ${hint}</p>
      </li>`;
    })}
  </ul>`;
}
