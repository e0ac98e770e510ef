import { html, nothing, type TemplateResult } from 'lit';

type Value = string | number;

export interface SegmentOption<T extends Value = Value> {
  readonly value: T;
  readonly label: string;
  readonly icon?: TemplateResult;
  readonly disabled?: boolean;
  /** Language of the label, where it is not the page's. */
  readonly language?: string;
}

export interface Segmented<T extends Value> {
  readonly slug: string;
  /** An older slug, whose ids drivers may still use. */
  readonly formerly?: string | undefined;
  /** Value of the chosen option. */
  readonly value: unknown;
  readonly options: readonly SegmentOption<T>[];
  /** Id of an element that describes the control. */
  readonly describedBy?: string | undefined;
  readonly onChange: (value: T) => void;
}

/**
 * A few choices side by side. Native radio buttons underneath: one tab stop, arrow keys, and a
 * name, role and state that every screen reader knows.
 */
export function segmented<T extends Value>(control: Segmented<T>): TemplateResult {
  const { slug, formerly, value, options, describedBy, onChange } = control;
  const group = html`<div
    class="segmented"
    id="setting-${slug}"
    role="radiogroup"
    aria-labelledby="label-${slug}"
    aria-describedby=${describedBy ?? nothing}
    data-value=${value}
  >
    ${options.map((option) => {
      const radio = html`<input
          type="radio"
          name="setting-${slug}"
          id="setting-${slug}-${option.value}"
          value=${option.value}
          .checked=${option.value === value}
          ?disabled=${option.disabled === true}
          ?data-takes-focus=${option.value === value}
          @change=${() => onChange(option.value)}
        />
        <span class="segment-face"
          >${option.icon ?? nothing}<span lang=${option.language ?? nothing}
            >${option.label}</span
          ></span
        >`;
      return html`<label class="segment"
        >${aliased(formerly && `setting-${formerly}-${option.value}`, radio)}</label
      >`;
    })}
  </div>`;
  return formerly === undefined
    ? group
    : html`<div id="setting-${formerly}" data-value=${value}>${group}</div>`;
}

/** Around the radio button, since a driver clicks only on what nothing else covers. */
function aliased(id: string | undefined, radio: TemplateResult): TemplateResult {
  return id === undefined ? radio : html`<span class="segment-alias" id=${id}>${radio}</span>`;
}
