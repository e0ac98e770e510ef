import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { KeptSummary } from '../../store/kept';
import { comparable, documentResults, type Comparison } from '../../store/results';
import type { View } from '../view-input';
import { nameOf } from './result-words';

const NOTHING = 'nothing';
const ORIGINAL = 'original';
/** Before the id of a result, which could be one of the other words. */
const RESULT = 'result:';

/** Chooses what a result is compared with, and shows both. */
export function comparisonView(view: View, chosen: KeptSummary): TemplateResult {
  const { state, t, act } = view;
  const { comparison } = state.results;
  const shown = comparison?.id === chosen.id ? comparison : null;
  const value =
    shown === null ? NOTHING : shown.against === null ? ORIGINAL : RESULT + shown.against;
  const onChange = (event: Event): void => {
    const picked = (event.target as HTMLSelectElement).value;
    if (picked === NOTHING) act.results.closeComparison();
    else act.results.compare(chosen.id, picked === ORIGINAL ? null : picked.slice(RESULT.length));
  };
  const option = (each: string, label: string): TemplateResult =>
    html`<option value=${each} .selected=${live(each === value)}>${label}</option>`;
  return html`<label class="results-compare">
      <span>${t.results.compareWith}</span>
      <select id="results-compare" data-value=${value} @change=${onChange}>
        ${option(NOTHING, t.results.nothing)}
        ${chosen.region === null ? nothing : option(ORIGINAL, t.results.original)}
        ${comparable(state, chosen).map((one) => option(RESULT + one.id, nameOf(view, one)))}
      </select>
    </label>
    ${shown === null ? nothing : pairView(view, chosen, shown)}`;
}

function pairView(view: View, chosen: KeptSummary, { against, pair }: Comparison): TemplateResult {
  const { state, t } = view;
  if (pair === null) return html`<p class="results-facts">${t.kept.working}</p>`;
  const left = documentResults(state).find(({ id }) => id === against);
  const before = left === undefined ? t.results.original : nameOf(view, left);
  return html`<before-after
    id="results-pair"
    .pair=${pair}
    .labels=${{ ...t.compare, before, after: nameOf(view, chosen) }}
    .language=${state.language}
  ></before-after>`;
}
