import { html, type TemplateResult } from 'lit';

export interface PickFile {
  readonly buttonId: string;
  readonly inputId: string;
  readonly label: string;
  /** Name of the chosen file, or a hint at what to choose. */
  readonly note: TemplateResult;
  readonly onFile: (file: File) => void;
}

/** A button with the browser's own file chooser behind it. */
export function pickFile({ buttonId, inputId, label, note, onFile }: PickFile): TemplateResult {
  return html`<sp-button
      id=${buttonId}
      size="s"
      variant="secondary"
      treatment="outline"
      @click=${(event: Event) =>
        (event.currentTarget as Element).parentElement
          ?.querySelector<HTMLInputElement>(`#${inputId}`)
          ?.click()}
      >${label}</sp-button
    >
    ${note}
    <input
      id=${inputId}
      type="file"
      hidden
      @change=${(event: Event) => {
        const input = event.target as HTMLInputElement;
        const [chosen] = input.files ?? [];
        if (chosen !== undefined) onFile(chosen);
        // The same file may be chosen once more.
        input.value = '';
      }}
    />`;
}
