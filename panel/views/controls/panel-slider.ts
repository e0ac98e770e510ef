/* eslint-disable @typescript-eslint/no-deprecated -- what is deprecated is its slot, which is not used */
import { Slider } from '@spectrum-web-components/slider';
import type { PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';

/**
 * Spectrum's slider, as a screen reader is to hear it: the component describes itself in English, by
 * a key that does nothing without a default value, and takes its value into its name.
 */
@customElement('panel-slider')
export class PanelSlider extends Slider {
  /** What the values mean; empty: nothing needs to be said. */
  @property() description = '';

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    // The second label holds the value: with it the name would be another after each step.
    this.renderRoot.querySelector('sp-field-label:has(output)')?.setAttribute('for', '');
    const described = this.renderRoot.querySelector('#slider-description');
    if (described !== null) described.textContent = this.description;
    const field = this.renderRoot.querySelector('sp-number-field');
    if (field !== null) field.label = this.label;
  }
}
