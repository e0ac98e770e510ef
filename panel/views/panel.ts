import { html, nothing, type TemplateResult } from 'lit';
import { aboutView } from './about';
import { onKeys } from './controls/on-keys';
import { actionBar } from './action-bar';
import { errorCard } from './error-card';
import { headerView, noticesView, regionView } from './header';
import { keptCard } from './kept-card';
import { resultCard } from './result-card';
import { newsView } from './news';
import { unfinishedCard } from './unfinished-card';
import { otherResultsSection } from './results/other-results';
import { resultsSection } from './results/results-section';
import { sentCard } from './server/server-run';
import { settingsView } from './settings-form';
import { tryView } from './try-here/try-view';
import { diagnosticsView } from './diagnostics';
import type { Running } from '../store/panel-state';
import type { View } from './view-input';

/** The whole panel as a function of its state. */
export function panelView(view: View): TemplateResult {
  return html`${headerView(view)}
    <div
      class="scroll"
      id="panel-scroll"
      ?data-keeps-focus=${view.state.page !== 'main'}
      @keydown=${backKeys(view)}
    >
      ${pageView(view)}
    </div>
    ${actionBar(view)} ${newsView(view)}`;
}

/** Where the way back from a page leads; null: it is the main one. */
const BACK = { main: null, about: 'main', diagnostics: 'about' } as const;

function backKeys({ state, act }: View): (event: KeyboardEvent) => void {
  const back = BACK[state.page];
  if (back === null) return onKeys({});
  const leave = (event: Event): void => {
    // From all of the page: it came from there.
    const around = (event.currentTarget as HTMLElement).closest('.panel');
    if (back === 'main') around?.querySelector<HTMLElement>('#about')?.focus();
    act.showPage(back);
  };
  return onKeys({ Escape: leave });
}

function pageView(view: View): TemplateResult {
  switch (view.state.page) {
    case 'main':
      return mainPage(view);
    case 'about':
      return aboutView(view);
    case 'diagnostics':
      return diagnosticsView(view);
  }
}

function mainPage(view: View): TemplateResult {
  const { run, outcome } = view.state;
  const isApplying = run.state === 'running' && run.purpose === 'apply';
  const isOver = run.state === 'done' || run.state === 'idle';
  const showOutcome = outcome !== null && (isOver || isApplying);
  return html`
    ${run.state === 'running' ? previewView(view, run) : nothing}
    ${run.state === 'error' ? errorCard(view, run) : nothing} ${keptCard(view)}
    ${unfinishedCard(view)} ${sentCard(view)} ${showOutcome ? resultCard(view, outcome) : nothing}
    ${resultsSection(view)} ${otherResultsSection(view)} ${regionView(view)} ${tryView(view)}
    ${noticesView(view)} ${settingsView(view)}
  `;
}

/** The result in the making, where the engine shows it. */
function previewView({ t }: View, { preview }: Running): TemplateResult | typeof nothing {
  if (preview === null) return nothing;
  return html`<run-preview
    id="preview"
    role="img"
    aria-label=${t.supir.run.preview}
    .image=${preview}
  ></run-preview>`;
}
