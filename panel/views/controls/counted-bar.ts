import { html, nothing, type TemplateResult } from 'lit';

/** Work of known length, perhaps. */
export interface CountedBar {
  /** What is done, for screen readers. */
  readonly label: string;
  /** Beside each other above the bar. */
  readonly what: string;
  readonly left: string;
  readonly leftId?: string;
  readonly doneBytes: number;
  /** null: not known. */
  readonly totalBytes: number | null;
}

/** A progress bar with its words, for bytes that are counted. */
export function countedBar(bar: CountedBar): TemplateResult {
  const { label, what, left, leftId, doneBytes, totalBytes } = bar;
  return html`<p class="progress-text">
      <span class="progress-what">${what}</span>
      <span class="progress-left" id=${leftId ?? nothing}>${left}</span>
    </p>
    <sp-progress-bar
      size="s"
      label=${label}
      progress=${totalBytes ? Math.floor((doneBytes / totalBytes) * 100) : 0}
    ></sp-progress-bar>`;
}
