import { html, nothing, type TemplateResult } from 'lit';
import type { Omission } from '../../../src/restore/remote/omissions';
import { omissionsOf } from '../../store/server-omissions';
import type { View } from '../view-input';

/** What the settings ask for and the server does not do, before a run. */
export function omissionsView(view: View): TemplateResult | typeof nothing {
  const omissions = omissionsOf(view.state);
  const hasLora = view.state.models.lora !== null;
  if (omissions.length === 0 && !hasLora) return nothing;
  const text = view.t.server.omissions;
  return html`<div class="server-part" id="server-omissions">
    <h3 class="detail-title" id="server-omissions-title">${text.title}</h3>
    <ul class="server-list" aria-labelledby="server-omissions-title">
      ${omissions.map((one) => html`<li data-omission=${one.name}>${omissionText(view, one)}</li>`)}
      ${hasLora ? html`<li data-omission="lora">${text.lora}</li>` : nothing}
    </ul>
  </div>`;
}

export function omissionText({ t }: Pick<View, 't'>, { name, wanted, used }: Omission): string {
  const text = t.server.omissions;
  // A report out of storage may name what this version does not know.
  const words = Object.hasOwn(text.name, name) ? text.name[name] : name;
  return used === null ? words : t.sentences(words, text.values(wanted, used));
}
