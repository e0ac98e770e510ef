import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { KeptSummary } from '../../store/kept';
import { chosenOther, otherResults, searchable } from '../../store/other-results';
import { fold } from '../controls/fold';
import type { View } from '../view-input';
import { resultButtons } from './result-buttons';
import { resultStrip } from './result-strip';
import { factsOf, spokenName } from './result-words';

/**
 * Results that are kept of documents which are not in front: nothing that is kept is out of reach,
 * and what is this document's under another name can be found. Nothing where there are none.
 */
export function otherResultsSection(view: View): TemplateResult | typeof nothing {
  const { state, t, f } = view;
  const found = foundView(view);
  const chosen = chosenOther(state);
  if (chosen === null) return found;
  const all = otherResults(state);
  const bytes = all.reduce((sum, one) => sum + one.bytes, 0);
  const title = t.results.others.title;
  return html`${found}
  ${fold(
    { slug: 'other-results', title, short: t.results.count(all.length, f.bytes(bytes)) },
    html`<div class="results" id="others" data-keeps-focus data-count=${all.length}>
      ${resultStrip(view, {
        id: 'others-strip',
        label: title,
        all,
        chosen,
        spoken: (one) => t.results.others.named(one.documentName, spokenName(view, one)),
        choose: (id) => view.act.results.chooseOther(id),
      })}
      <p class="results-facts" id="others-facts">${factsOf(view, chosen)}</p>
      ${searchView(view)}
      ${
        // As in the strip of this document: buttons of another result are other buttons.
        repeat(
          [chosen],
          ({ id }) => id,
          (one) => actions(view, one),
        )
      }
    </div>`,
  )}`;
}

/** Said where it is seen: what was found is not among the others any more. */
function foundView({ state, t }: View): TemplateResult | typeof nothing {
  const { search } = state.results;
  if (search === null || search.documentId !== state.snapshot?.document?.id) return nothing;
  if (search.found === null || search.found === 0) return nothing;
  return html`<p class="results-facts" id="others-found" role="status">
    ${t.results.others.found(search.found)}
  </p>`;
}

function searchView(view: View): TemplateResult | typeof nothing {
  const { state, t, act } = view;
  const { others } = t.results;
  const { search } = state.results;
  const isHere = search !== null && search.documentId === state.snapshot?.document?.id;
  if (searchable(state).length === 0) return nothing;
  const isSearching = isHere && search.found === null;
  return html`<p class="results-facts" id="others-search" role="status">
      ${isSearching ? others.searching : isHere && search.found === 0 ? others.notFound : others.maybe}
    </p>
    <div class="card-actions">
      <sp-button
        id="others-look"
        size="s"
        variant="secondary"
        ?disabled=${isSearching || state.run.state === 'running'}
        @click=${() => act.results.look()}
        >${others.look}</sp-button
      >
    </div>`;
}

function actions(view: View, chosen: KeptSummary): TemplateResult {
  const { settings, save, discard } = resultButtons(view, chosen, 'others');
  return html`<div class="card-actions">${save} ${settings} ${discard}</div>`;
}
