import { html, nothing, type TemplateResult } from 'lit';
import { errorText } from '../strings/errors';
import type { Failed } from '../store/panel-state';
import { closeButton } from './controls/close-button';
import { copyButton } from './controls/copy-button';
import { serverWays } from './server/server-run';
import { waysAfterFailure } from './supir/plan/ways-after-failure';
import type { View } from './view-input';

export function errorCard(view: View, failed: Failed): TemplateResult {
  const { state, t, act } = view;
  const text = errorText(failed.error, state.language, t);
  return html`<section class="card" id="error" data-tone="negative" aria-label=${t.error.title}>
    <div class="card-head">
      <sp-icon-alert class="card-icon"></sp-icon-alert>
      <h2 class="card-title" id="error-message">${text.message}</h2>
      ${closeButton('error-dismiss', t.error.dismiss, () => act.dismissError())}
    </div>
    <p class="card-text" id="error-hint">${text.hint}</p>
    ${goOnInstead(view, failed)}
    ${
      failed.error.code === null
        ? html`<p class="card-code">${failed.error.name}: ${failed.error.message}</p>`
        : nothing
    }
    ${waysAfterFailure(view, failed)} ${serverWays(view)}
    <div class="card-actions">
      ${retryButton(view, failed)} ${copyDiagnosticsButton(view, 'copy-diagnostics')}
    </div>
    ${diagnosticsFallback(view)}
  </section>`;
}

/** Words that lead from a hint to run again to the card of the unfinished run. */
function goOnInstead(
  { state, t }: View,
  { again, stage }: Failed,
): TemplateResult | typeof nothing {
  // Where nothing repeats what failed in the middle, what was done of it is kept.
  const isKept = again === null && stage === 'restore' && (state.unfinished[0]?.done ?? 0) > 0;
  if (!isKept) return nothing;
  return html`<p class="card-text" id="error-unfinished">${t.unfinished.goOnInstead}</p>`;
}

function retryButton(view: View, failed: Failed): TemplateResult | typeof nothing {
  const retry = retryOf(view, failed);
  if (retry === null) return nothing;
  return html`<sp-button id="error-retry" size="s" variant="secondary" @click=${retry}>
    ${view.t.error.retry}
  </sp-button>`;
}

/** What *Try again* does; null where nothing would be as it was asked for. */
function retryOf({ state, act }: View, { again }: Failed): (() => void) | null {
  switch (again?.does) {
    case undefined:
      return null;
    case 'run':
      return () => act.upscale();
    case 'try':
      return () => (state.tryHere === null ? act.tryHere.open() : act.tryHere.go());
    case 'insert':
    case 'replace': {
      const { does, id } = again;
      if (!state.kept.some((one) => one.id === id)) return null;
      return () => (does === 'insert' ? act.insertKept(id) : act.replaceByKept(id));
    }
  }
}

export function copyDiagnosticsButton(view: View, id: string): TemplateResult {
  return copyButton(view, {
    id,
    what: 'diagnostics',
    label: view.t.error.copy,
    onCopy: () => view.act.copyDiagnostics(),
  });
}

/** The diagnostics as text to select, where the browser refuses the clipboard to a frame. */
export function diagnosticsFallback({ state, t }: View): TemplateResult | typeof nothing {
  if (state.clipboard.state !== 'refused') return nothing;
  return html`<p class="card-text">${t.error.copyFailed}</p>
    <textarea
      class="diagnostics"
      id="diagnostics"
      readonly
      rows="6"
      aria-label=${t.error.diagnosticsText}
      .value=${state.clipboard.text}
      @focus=${(event: Event) => (event.target as HTMLTextAreaElement).select()}
    ></textarea>`;
}
