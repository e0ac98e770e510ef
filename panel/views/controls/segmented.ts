import { html, nothing, type TemplateResult } from 'lit';

export interface SegmentOption<T extends string | number> {
  readonly value: T;
  readonly label: string;
  readonly icon?: TemplateResult;
  readonly disabled?: boolean;
}

export interface Segmented<T extends string | number> {
  readonly slug: string;
  readonly value: T;
  readonly options: readonly SegmentOption<T>[];
  readonly disabled: boolean;
  /** Id of an element that describes the control. */
  readonly describedBy?: string;
  readonly onChange: (value: T) => void;
}

/**
 * A few choices side by side. Native radio buttons underneath: one tab stop, arrow keys, and a
 * name, role and state that every screen reader knows.
 */
export function segmented<T extends string | number>(control: Segmented<T>): TemplateResult {
  const { slug, value, options, disabled, describedBy, onChange } = control;
  return html`<div
    class="segmented"
    id="setting-${slug}"
    role="radiogroup"
    aria-labelledby="label-${slug}"
    aria-describedby=${describedBy ?? nothing}
    data-value=${value}
  >
    ${options.map(
      (option) =>
        html`<label class="segment">
          <input
            type="radio"
            name="setting-${slug}"
            id="setting-${slug}-${option.value}"
            value=${option.value}
            .checked=${option.value === value}
            ?disabled=${disabled || option.disabled === true}
            @change=${() => onChange(option.value)}
          />
          <span class="segment-face">${option.icon ?? nothing}<span>${option.label}</span></span>
        </label>`,
    )}
  </div>`;
}
