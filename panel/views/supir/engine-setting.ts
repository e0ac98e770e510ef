import { html, nothing, type TemplateResult } from 'lit';
import { engineChoice, type EngineChoice } from '../../store/engine-choice';
import { ENGINES } from '../../settings/supir';
import { choiceSetting } from '../controls/choice-setting';
import type { View } from '../view-input';

/** The choice of a restorer, and why it is the one in force. */
export function engineSetting(view: View): TemplateResult {
  const { state, t } = view;
  const text = t.supir.engine;
  const choice = engineChoice(state);
  return choiceSetting(view, {
    name: 'engine',
    slug: 'engine',
    label: text.label,
    help: text.help,
    defaultText: text.option.auto,
    values: ENGINES,
    names: text.option,
    value: state.settings.engine,
    explained: html`<p
      class="explained"
      id="engine-explained"
      data-engine=${choice.kind}
      data-obstacle=${choice.kind === 'supir' ? (choice.obstacle ?? nothing) : nothing}
    >
      ${explanation(view, choice)}
    </p>`,
  });
}

function explanation({ t }: View, { kind, automatic, obstacle }: EngineChoice): string {
  const text = t.supir.engine;
  if (!automatic) {
    return kind === 'supir' && obstacle !== null ? text.obstacle[obstacle] : text.chosen[kind];
  }
  if (obstacle === null) return text.using[kind];
  return t.sentences(text.obstacle[obstacle], text.using[kind]);
}
