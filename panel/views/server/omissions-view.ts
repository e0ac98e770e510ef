import { html, nothing, type TemplateResult } from 'lit';
import type { Omission } from '../../../src/restore/remote/omissions';
import { omissionsOf } from '../../store/server-omissions';
import type { Strings } from '../../strings/strings';
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
  const words = hasWords(text.name, name) ? text.name[name] : limitText(t, name);
  return used === null ? words : t.sentences(words, text.values(wanted, used));
}

/** Names of the others are those of settings, in kebab-case. A stored report may hold unknown ones. */
function limitText({ setting, server }: Strings, name: string): string {
  const own = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const label = hasWords(setting, own) ? setting[own].label : name;
  return server.omissions.limits(label);
}

function hasWords<Words extends object>(words: Words, name: string): name is keyof Words & string {
  return Object.hasOwn(words, name);
}
