import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { KeptSummary } from '../../store/kept';
import { chosenResult, documentResults, replaceable, type Replaceable } from '../../store/results';
import { errorText } from '../../strings/errors';
import type { View } from '../view-input';
import { resultButtons } from './result-buttons';
import { comparisonView } from './result-comparison';
import { settingsView } from './result-settings';
import { resultStrip } from './result-strip';
import { factsOf, nameOf, spokenName } from './result-words';

/** The results that are kept of the document in front; nothing where there are none. */
export function resultsSection(view: View): TemplateResult | typeof nothing {
  const { state, t, f } = view;
  const chosen = chosenResult(state);
  if (chosen === null) return nothing;
  const all = documentResults(state);
  const bytes = all.reduce((sum, one) => sum + one.bytes, 0);
  return html`<section
    class="results"
    id="results"
    aria-labelledby="results-title"
    data-keeps-focus
    data-count=${all.length}
  >
    <div class="results-head">
      <h2 class="card-title" id="results-title">${t.results.title}</h2>
      <span class="results-count">${t.results.count(all.length, f.bytes(bytes))}</span>
    </div>
    ${resultStrip(view, {
      id: 'results-strip',
      label: t.results.title,
      all,
      chosen,
      spoken: (one) => spokenName(view, one),
      choose: (id) => view.act.results.choose(id),
    })}
    <p class="results-facts" id="results-facts">${factsOf(view, chosen)}</p>
    ${
      chosen.region === null
        ? html`<p class="results-facts" id="results-not-adjustable">${t.results.notAdjustable}</p>`
        : nothing
    }
    ${settingsView(view, chosen)} ${storageView(view, chosen)} ${comparisonView(view, chosen)}
    ${failureView(view)}
    ${
      // Those of another result are other buttons: who deletes one is told which is chosen now.
      repeat(
        [chosen],
        ({ id }) => id,
        (one) => actions(view, one),
      )
    }
  </section>`;
}

/** What is not kept must not look as if it were. */
function storageView({ state, t }: View, chosen: KeptSummary): TemplateResult | typeof nothing {
  if (chosen.lasting !== false) return nothing;
  const isRoomLacking = state.kept.some(({ lasting }) => lasting !== false);
  return html`<p class="results-facts" id="results-not-stored" role="alert">
    ${isRoomLacking ? t.results.notStored : t.results.nothingStored}
  </p>`;
}

function failureView({ state, t }: View): TemplateResult | typeof nothing {
  const { failure } = state.results;
  if (failure === null) return nothing;
  const { message, hint } = errorText(failure, state.language, t);
  return html`<p class="results-failure" id="results-failure" role="alert">
    ${t.sentences(message, hint)}
  </p>`;
}

function actions(view: View, chosen: KeptSummary): TemplateResult {
  const { state, t, act } = view;
  const { id, placed } = chosen;
  const busy = state.run.state === 'running';
  const { settings, save, discard } = resultButtons(view, chosen, 'results');
  const place = replaceable(state, chosen);
  const isFirst = place === null && placed !== 'inserted';
  return html`<div class="card-actions" role="group" aria-label=${nameOf(view, chosen)}>
    ${
      place === null
        ? nothing
        : html`<sp-button
            id="results-replace"
            size="s"
            variant="accent"
            ?disabled=${busy}
            @click=${() => act.replaceByKept(id)}
            >${t.results.replace(nameOf(view, place.one))}</sp-button
          >`
    }
    <sp-button
      id="results-insert"
      size="s"
      variant=${isFirst ? 'accent' : 'secondary'}
      treatment=${isFirst ? 'fill' : 'outline'}
      ?disabled=${busy}
      @click=${() => act.insertKept(id)}
      >${insertText(view, chosen, place)}</sp-button
    >
    <sp-button
      id="results-adjust"
      data-leads-to="section-adjust-toggle"
      size="s"
      variant="secondary"
      treatment="outline"
      ?disabled=${busy || chosen.region === null || state.outcome?.adjusting?.id === id}
      @click=${() => act.adjust.open(id)}
      >${t.results.adjust}</sp-button
    >
    ${settings} ${save} ${discard}
  </div>`;
}

function insertText({ t }: View, { placed }: KeptSummary, place: Replaceable | null): string {
  if (place !== null) return t.results.insertToo;
  return placed === 'inserted' ? t.results.insertAgain : t.results.insert;
}
