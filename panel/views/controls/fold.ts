import { html, nothing, type TemplateResult } from 'lit';

export interface Fold {
  /** Name in the ids: the section is `section-<slug>`, its head `section-<slug>-toggle`. */
  readonly slug: string;
  readonly title: string | TemplateResult;
  /** Short text in the head while the section is closed. */
  readonly short?: string;
  /** Opens the section when it becomes true; the user may close it again. */
  readonly open?: boolean;
}

/** A section behind its title. */
export function fold({ slug, title, short, open }: Fold, body: unknown): TemplateResult {
  return html`<details
    class="advanced"
    id="section-${slug}"
    ?open=${open ?? nothing}
    data-keeps-focus
  >
    <summary id="section-${slug}-toggle" data-takes-focus>
      <sp-icon-chevron-right class="chevron"></sp-icon-chevron-right>${title}
      ${short === undefined ? nothing : html`<span class="fold-short">${short}</span>`}
    </summary>
    <div class="advanced-body">${body}</div>
  </details>`;
}
