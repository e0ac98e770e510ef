import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { isNeutral } from '../../../src/restore/adjust/adjustment';
import type { KeptSummary } from '../../store/kept';
import type { View } from '../view-input';
import { neighbour } from './neighbour';
import { captionOf, numberOf } from './result-words';

export interface Strip {
  readonly id: string;
  readonly label: string;
  readonly all: readonly KeptSummary[];
  readonly chosen: KeptSummary;
  /** A result as a screen reader says it. */
  readonly spoken: (one: KeptSummary) => string;
  readonly choose: (id: string) => void;
}

/**
 * Thumbnails in a row, one of them chosen: a list box with one tab stop, in which the arrow keys
 * choose.
 */
export function resultStrip(view: View, strip: Strip): TemplateResult {
  const { id, label, all, chosen, choose } = strip;
  const onKey = (event: KeyboardEvent): void => {
    const box = event.currentTarget as HTMLElement;
    const at = neighbour(event.key, all.indexOf(chosen), all.length, columnsOf(box));
    const next = at === null ? undefined : all[at];
    if (next === undefined) return;
    event.preventDefault();
    choose(next.id);
    box.querySelector<HTMLElement>(`[data-result='${CSS.escape(next.id)}']`)?.focus();
  };
  return html`<div
    id=${id}
    class="results-strip"
    role="listbox"
    aria-orientation="horizontal"
    aria-label=${label}
    @keydown=${onKey}
  >
    ${repeat(
      all,
      (one) => one.id,
      (one) => option(view, one, strip),
    )}
  </div>`;
}

/** How many thumbnails the width of the panel leaves in a row. */
function columnsOf({ children }: HTMLElement): number {
  const tops = Array.from(children, (child) => (child as HTMLElement).offsetTop);
  return Math.max(1, tops.filter((top) => top === tops[0]).length);
}

function option(view: View, one: KeptSummary, { chosen, spoken, choose }: Strip): TemplateResult {
  const isChosen = one === chosen;
  const number = numberOf(view, one);
  return html`<div
    class="results-option"
    role="option"
    data-result=${one.id}
    data-placed=${one.placed}
    data-adjusted=${String(!isNeutral(one.adjustment))}
    data-stored=${String(one.lasting !== false)}
    tabindex=${isChosen ? 0 : -1}
    aria-selected=${isChosen}
    aria-label=${spoken(one)}
    ?data-takes-focus=${isChosen}
    @click=${() => choose(one.id)}
  >
    <span class="results-frame">
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
      ${badges(view, one)}
    </span>
    <span class="results-caption">
      <span class="results-name">${captionOf(view, one)}</span>
      ${number === null ? nothing : html`<span class="results-number">(${number})</span>`}
    </span>
  </div>`;
}

/** What has to be seen of a result before it is chosen. */
function badges({ t }: View, one: KeptSummary): TemplateResult | typeof nothing {
  const words = [
    ...(isNeutral(one.adjustment) ? [] : [{ kind: 'adjusted', word: t.results.adjusted }]),
    ...(one.lasting === false ? [{ kind: 'unstored', word: t.results.unstored }] : []),
  ];
  if (words.length === 0) return nothing;
  return html`<span class="results-badges"
    >${words.map(({ kind, word }) => html`<span class="results-badge" data-kind=${kind}>${word}</span>`)}</span
  >`;
}
