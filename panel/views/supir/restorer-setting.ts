import { html, nothing, type TemplateResult } from 'lit';
import { SETTINGS } from '../../settings/table';
import { restorerChoice, type RestorerChoice } from '../../store/restorer-choice';
import { choiceSetting } from '../controls/choice-setting';
import { shownSetting } from '../controls/setting-row';
import type { View } from '../view-input';

/** Which restorer runs, and why it is that one. */
export function restorerSetting(view: View): TemplateResult {
  const choice = restorerChoice(view.state);
  const obstacle = choice.kind === 'fast' ? nothing : (choice.obstacle ?? nothing);
  return choiceSetting(view, shownSetting(view, 'restorer', SETTINGS.restorer), {
    explained: html`<div id="restorer-explained" data-restorer=${choice.kind}>
      <p
        class="explained"
        id="engine-explained"
        data-engine=${choice.kind}
        data-obstacle=${obstacle}
      >
        ${explanation(view, choice)}
      </p>
    </div>`,
  });
}

function explanation({ t }: View, { kind, automatic, obstacle }: RestorerChoice): string {
  const text = t.supir.restorer;
  if (!automatic) {
    return kind !== 'fast' && obstacle !== null ? text.obstacle[obstacle] : text.chosen[kind];
  }
  if (obstacle === null) return text.using[kind];
  return t.sentences(text.obstacle[obstacle], text.using[kind]);
}
