import { html, type TemplateResult } from 'lit';
import { effectivePrompts } from '../../store/preset';
import { promptSetting } from './prompt-setting';
import type { View } from '../view-input';

export function promptDetails(view: View): TemplateResult {
  const { state, t } = view;
  const text = t.supir.prompt;
  const prompts = effectivePrompts(state.settings);
  return html`${promptSetting(view, {
    name: 'negativePrompt',
    slug: 'negative-prompt',
    label: text.negative,
    help: text.negativeHelp,
    defaultText: text.standard,
    value: prompts.negativePrompt,
    placeholder: '',
    rows: 4,
  })}
  ${promptSetting(view, {
    name: 'qualityPrompt',
    slug: 'quality-prompt',
    label: text.quality,
    help: text.qualityHelp,
    defaultText: text.standard,
    value: prompts.qualityPrompt,
    placeholder: '',
    rows: 4,
  })}`;
}
