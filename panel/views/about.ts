import { html, nothing, type TemplateResult } from 'lit';
import { SUPIR_LICENCE } from '../store/licence';
import type { LicenceText } from '../store/panel-state';
import { copyDiagnosticsButton, diagnosticsFallback } from './error-card';
import { pageHead } from './page-head';
import type { View } from './view-input';

export function aboutView(view: View): TemplateResult {
  const { state, t, act, version } = view;
  const { licences, engine, host } = state;
  return html`<section class="about" id="about-page" aria-label=${t.about.title}>
    ${pageHead(view, { id: 'about-back', title: t.about.title, back: 'main' })}
    <div class="about-name">
      <strong>${t.app.name}</strong><span class="muted">${t.about.version(version)}</span>
    </div>
    <p class="card-text">${t.about.what}</p>
    <dl class="fact-list">
      <dt>${t.about.host}</dt>
      <dd>${host.description}</dd>
      ${
        engine === null
          ? nothing
          : html`<dt>${t.about.runtime}</dt>
              <dd>${engine.runtime}</dd>`
      }
      <dt>${t.about.model}</dt>
      <dd>${t.about.modelText}</dd>
      <dt>${t.supir.licence.about}</dt>
      <dd id="about-supir-licence">
        ${t.supir.licence.text(SUPIR_LICENCE.holder)}
        <a href=${SUPIR_LICENCE.url} target="_blank" rel="noopener">${t.supir.licence.more}</a>
      </dd>
    </dl>
    <h3 class="about-heading">${t.about.diagnostics}</h3>
    <p class="card-text">${t.about.diagnosticsText}</p>
    <div class="card-actions">
      ${copyDiagnosticsButton(view, 'about-copy-diagnostics')}
      <sp-button
        id="diagnostics-open"
        size="s"
        variant="secondary"
        treatment="outline"
        @click=${() => act.showPage('diagnostics')}
        >${t.diagnostics.open}</sp-button
      >
    </div>
    ${diagnosticsFallback(view)}
    <h3 class="about-heading">${t.about.licences}</h3>
    ${licence(view, 'licence-model', t.about.modelLicence, licences?.model)}
    ${licence(view, 'licence-third-party', t.about.thirdParty, licences?.thirdParty)}
  </section>`;
}

function licence(
  { t }: View,
  id: string,
  title: string,
  text: LicenceText | undefined,
): TemplateResult {
  return html`<details class="licence" id=${id}>
    <summary><sp-icon-chevron-right class="chevron"></sp-icon-chevron-right>${title}</summary>
    <pre class="licence-text" tabindex="0" role="region" aria-label=${title}>
${licenceBody(t, text)}</pre>
  </details>`;
}

function licenceBody(t: View['t'], text: LicenceText | undefined): string {
  switch (text?.state) {
    case 'loaded':
      return text.text;
    case 'missing':
      return t.about.notFound;
    case 'loading':
    case undefined:
      return t.about.loading;
  }
}
