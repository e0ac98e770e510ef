import { html, type TemplateResult } from 'lit';
import { changedDetails } from '../../settings/details';
import { fold } from '../controls/fold';
import type { View } from '../view-input';
import { guidanceDetails, samplingDetails } from './detail-sampling';
import { memoryDetails, pictureDetails } from './detail-picture';
import { promptDetails } from './detail-prompts';

/** Every parameter of SUPIR, folded. */
export function supirDetail(view: View): TemplateResult {
  const { state, t, f } = view;
  const text = t.supir.detail;
  const changed = changedDetails(state.settings).length;
  const short = changed === 0 ? undefined : text.custom(f.integer(changed));
  const section = { slug: 'supir', title: text.title, ...(short !== undefined && { short }) };
  return fold(
    section,
    html`${group('sampling', text.sampling, samplingDetails(view))}
    ${group('guidance', text.guidance, guidanceDetails(view))}
    ${group('prompts', text.texts, promptDetails(view))}
    ${group('picture', text.picture, pictureDetails(view))}
    ${group('memory', text.memory, memoryDetails(view))}`,
  );
}

function group(slug: string, title: string, body: TemplateResult): TemplateResult {
  return html`<div class="detail-group" role="group" aria-labelledby="group-${slug}">
    <h3 class="detail-title" id="group-${slug}">${title}</h3>
    ${body}
  </div>`;
}
