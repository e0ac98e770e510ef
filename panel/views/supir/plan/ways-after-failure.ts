import { html, nothing, type TemplateResult } from 'lit';
import { ranOutOfMemory } from '../../../store/plan-selectors';
import { newestForecast } from '../../../store/plan';
import type { Failed } from '../../../store/panel-state';
import type { View } from '../../view-input';
import { failureNote } from './card-view';
import { waysOfForecast } from './ways-view';

/** After a run that ran out of memory: what it has shown, and the ways out. */
export function waysAfterFailure(view: View, failed: Failed): TemplateResult | typeof nothing {
  if (!ranOutOfMemory(failed)) return nothing;
  const forecast = newestForecast(view.state.plan);
  return html`<div class="error-ways">
    ${failureNote(view)} ${forecast === null ? nothing : waysOfForecast(view, forecast)}
  </div>`;
}
