import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { isNeutral } from '../../../src/restore/adjust/adjustment';
import type { KeptSummary } from '../../store/kept';
import type { View } from '../view-input';
import { neighbour } from './neighbour';
import { captionOf, spokenName } from './result-words';

/**
 * Thumbnails in a row, one of them chosen: a list box with one tab stop, in which the arrow keys
 * choose.
 */
export function resultStrip(
  view: View,
  all: readonly KeptSummary[],
  chosen: KeptSummary,
): TemplateResult {
  const { t, act } = view;
  const onKey = (event: KeyboardEvent): void => {
    const strip = event.currentTarget as HTMLElement;
    const at = neighbour(event.key, all.indexOf(chosen), all.length, columnsOf(strip));
    const next = at === null ? undefined : all[at];
    if (next === undefined) return;
    event.preventDefault();
    act.results.choose(next.id);
    strip.querySelector<HTMLElement>(`[data-result='${CSS.escape(next.id)}']`)?.focus();
  };
  return html`<div
    id="results-strip"
    class="results-strip"
    role="listbox"
    aria-orientation="horizontal"
    aria-label=${t.results.title}
    @keydown=${onKey}
  >
    ${repeat(
      all,
      ({ id }) => id,
      (one) => option(view, one, one === chosen),
    )}
  </div>`;
}

/** How many thumbnails the width of the panel leaves in a row. */
function columnsOf({ children }: HTMLElement): number {
  const tops = Array.from(children, (child) => (child as HTMLElement).offsetTop);
  return Math.max(1, tops.filter((top) => top === tops[0]).length);
}

function option(view: View, one: KeptSummary, isChosen: boolean): TemplateResult {
  return html`<div
    class="results-option"
    role="option"
    data-result=${one.id}
    data-placed=${one.placed}
    data-adjusted=${String(!isNeutral(one.adjustment))}
    tabindex=${isChosen ? 0 : -1}
    aria-selected=${isChosen}
    aria-label=${spokenName(view, one)}
    ?data-takes-focus=${isChosen}
    @click=${() => view.act.results.choose(one.id)}
  >
    ${
      one.thumbnail === null
        ? html`<span class="results-blank"></span>`
        : html`<img class="results-picture" src=${one.thumbnail} alt="" draggable="false" />`
    }
    ${
      one.placed === 'inserted'
        ? html`<sp-icon-checkmark-circle class="results-mark"></sp-icon-checkmark-circle>`
        : nothing
    }
    ${
      isNeutral(one.adjustment)
        ? nothing
        : html`<span class="results-adjusted">${view.t.results.adjusted}</span>`
    }
    <span class="results-name">${captionOf(view, one)}</span>
  </div>`;
}
