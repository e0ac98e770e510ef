import { html, type TemplateResult } from 'lit';
import type { PackedError } from '../../../src/core/errors';
import { errorText } from '../../strings/errors';
import { closeButton } from '../controls/close-button';
import type { View } from '../view-input';

/** How the card of an error is put away. */
export interface Dismissal {
  readonly id: string;
  readonly label: string;
  readonly onClick: () => void;
}

/** Contents of a card: what went wrong with a file, by its name. */
export function fileError(
  { state, t }: View,
  name: string,
  error: PackedError,
  { id, label, onClick }: Dismissal,
): TemplateResult {
  const { message, hint } = errorText(error, state.language, t);
  return html`<div class="card-head">
      <sp-icon-alert class="card-icon"></sp-icon-alert>
      <strong class="card-title">${name}</strong>
      ${closeButton(id, label, onClick)}
    </div>
    <p class="card-text">${message} ${hint}</p>`;
}
