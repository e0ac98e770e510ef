import { html, nothing, type TemplateResult } from 'lit';

export interface PercentSlider {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  readonly range: { readonly min: number; readonly max: number; readonly step: number };
  /** Where the filled part of the track begins; left out: at its beginning. */
  readonly fillStart?: number;
  /** Whether the value can be typed as well. */
  readonly editable: boolean;
  /** What the values mean, as a screen reader says it. */
  readonly description?: string;
  /** Whether the value in force was set elsewhere. */
  readonly isCustom?: boolean;
  readonly onValue: (value: number) => void;
}

/** A share, shown in percent. */
export function percentSlider(slider: PercentSlider): TemplateResult {
  const { id, label, value, range, fillStart, editable, description, isCustom, onValue } = slider;
  const onInput = (event: Event): void => {
    const { value: chosen } = event.target as HTMLElement & { value: number };
    if (Number.isFinite(chosen)) onValue(chosen);
  };
  return html`<panel-slider
    id=${id}
    class="slider"
    size="s"
    variant=${fillStart === undefined ? 'filled' : nothing}
    fill-start=${fillStart ?? nothing}
    ?editable=${editable}
    ?hide-stepper=${editable}
    label=${label}
    label-visibility="none"
    description=${description ?? ''}
    data-takes-focus
    data-value=${value}
    ?data-custom=${isCustom === true}
    min=${range.min}
    max=${range.max}
    step=${range.step}
    .value=${value}
    .formatOptions=${PERCENT}
    @input=${onInput}
    @change=${onInput}
  ></panel-slider>`;
}

const PERCENT: Intl.NumberFormatOptions = { style: 'percent', maximumFractionDigits: 0 };
