import { html, nothing, type TemplateResult } from 'lit';
import { CHECK_NAMES, SCRIPT_STEPS, type CheckName } from '../store/checks';
import { statusText } from '../store/checks-text';
import { copyButton } from './controls/copy-button';
import { pickFile } from './controls/pick-file';
import { diagnosticsFallback } from './error-card';
import { pageHead } from './page-head';
import type { View } from './view-input';

/** The page that checks, on demand, what this machine and this place can do. */
export function diagnosticsView(view: View): TemplateResult {
  const { state, t } = view;
  const text = t.diagnostics;
  return html`<section class="about" id="diagnostics-page" aria-label=${text.title}>
    ${pageHead(view, { id: 'diagnostics-back', title: text.title, back: 'about' })}
    <p class="card-text">${text.explained}</p>
    <div class="card-actions" data-keeps-focus>${runButton(view)} ${copyChecksButton(view)}</div>
    ${diagnosticsFallback(view)} ${filePicker(view)}
    <ul class="check-list" data-running=${String(state.diagnostics.running)} id="checks">
      ${CHECK_NAMES.map((name) => checkRow(view, name))}
    </ul>
  </section>`;
}

function runButton({ state, t, act }: View): TemplateResult {
  return state.diagnostics.running
    ? html`<sp-button
        id="diagnostics-cancel"
        size="s"
        variant="secondary"
        treatment="outline"
        @click=${() => act.cancelChecks()}
        >${t.diagnostics.cancel}</sp-button
      >`
    : html`<sp-button id="diagnostics-run" size="s" variant="accent" @click=${() => act.runChecks()}
        >${t.diagnostics.run}</sp-button
      >`;
}

function copyChecksButton(view: View): TemplateResult {
  return copyButton(view, {
    id: 'diagnostics-copy',
    what: 'diagnostics',
    label: view.t.diagnostics.copy,
    onCopy: () => view.act.copyChecks(),
  });
}

function filePicker({ state, t, f, act }: View): TemplateResult {
  const text = t.diagnostics;
  const { file } = state.diagnostics;
  const name = file === null ? text.pickText : text.picked(file.name, f.bytes(file.size));
  return html`<div class="model-pick check-file">
    ${pickFile({
      buttonId: 'diagnostics-pick',
      inputId: 'diagnostics-file',
      label: text.pick,
      note: html`<span class="explained" id="diagnostics-file-name">${name}</span>`,
      onFile: (chosen) => act.chooseCheckFile(chosen),
    })}
  </div>`;
}

function checkRow({ state, t, f, act }: View, name: CheckName): TemplateResult {
  const text = t.diagnostics;
  const status = state.diagnostics.checks[name];
  const value = statusText(status);
  const took = 'ms' in status ? ` · ${f.duration(status.ms)}` : '';
  return html`<li class="check" id="check-${name}" data-state=${status.state} data-value=${value}>
    <span class="model-dot"></span>
    <div class="model-text">
      <span class="model-name">${text.name[name]}</span>
      <span class="model-role">${text.state[status.state]}${took} · ${SCRIPT_STEPS[name]}</span>
    </div>
    <sp-action-button
      quiet
      size="xs"
      id="check-${name}-run"
      label=${text.runOne(text.name[name])}
      ?disabled=${state.diagnostics.running}
      @click=${() => act.runCheck(name)}
    >
      <sp-icon-refresh slot="icon"></sp-icon-refresh>
    </sp-action-button>
    ${value === '' ? nothing : html`<p class="check-value">${value}</p>`}
  </li>`;
}
