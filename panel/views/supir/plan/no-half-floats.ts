import { html, nothing, type TemplateResult } from 'lit';
import { lacksHalfFloats } from '../../../store/plan-selectors';
import { copyButton } from '../../controls/copy-button';
import type { View } from '../../view-input';

/** Dawn, the WebGPU of Chrome, switches 16-bit floats off on NVIDIA's Vulkan (crbug 42251215). */
const FLAG = '--enable-dawn-features=vulkan_enable_f16_on_nvidia';

/** Why this card has no 16-bit floats, and the flag that gives it them; only where that is so. */
export function noHalfFloatsNote(view: View): TemplateResult | typeof nothing {
  if (!lacksHalfFloats(view.state)) return nothing;
  const text = view.t.plan.noHalfFloats;
  return html`<div class="plan-flag" id="plan-no-half-floats">
    <p class="explained">${text.text}</p>
    <code id="plan-flag">${FLAG}</code>
    ${copyButton(view, {
      id: 'plan-copy-flag',
      what: 'flag',
      label: text.copy,
      onCopy: () => view.act.copyFlag(FLAG),
    })}
  </div>`;
}
