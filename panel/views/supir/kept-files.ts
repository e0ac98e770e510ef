import { html, nothing, type TemplateResult } from 'lit';
import type { KeptFile, Room } from '../../store/library';
import { MODEL_ROLES, type Models } from '../../store/models';
import { isBeingRead } from '../../store/selectors';
import { tooltipOver } from '../controls/tooltip-over';
import type { View } from '../view-input';

/** What the browser keeps: how much, how safely, and each file. */
export function keptFiles(view: View): TemplateResult | typeof nothing {
  const { state, t } = view;
  const { kept, room } = state.library;
  if (kept.length === 0) return nothing;
  const text = t.library.kept;
  return html`<section
    class="kept-files"
    id="kept-files"
    aria-labelledby="kept-files-title"
    data-keeps-focus
  >
    <h3 class="detail-title" id="kept-files-title">${text.title}</h3>
    <p class="explained" id="kept-room">${roomText(view, kept, room)}</p>
    <ul class="model-list">
      ${kept.map((file, index) => keptRow(view, file, index))}
    </ul>
  </section>`;
}

function roomText({ t, f }: View, kept: readonly KeptFile[], room: Room | null): string {
  const text = t.library.kept;
  const used = f.bytes(kept.reduce((sum, { byteLength }) => sum + byteLength, 0));
  const free = room?.freeBytes ?? null;
  const amount = free === null ? text.used(used) : text.usedOf(used, f.bytes(free));
  return t.sentences(
    t.sentence(amount),
    room?.isPersistent === true ? text.persistent : text.fleeting,
  );
}

function keptRow({ state, t, f, act }: View, file: KeptFile, index: number): TemplateResult {
  const text = t.library.kept;
  const { id, name, byteLength } = file;
  const isUsed = isChosen(state.models, id);
  return html`<li class="model" data-name=${name}>
    <div
      class="model-text"
      id="kept-${index}-text"
      tabindex="0"
      role="group"
      aria-labelledby="kept-${index}-text"
    >
      <span class="model-name">${name}</span>
      <span class="model-role">${f.bytes(byteLength)}${isUsed ? ` · ${text.inUse}` : nothing}</span>
    </div>
    ${tooltipOver(`kept-${index}-text`, name)}
    <sp-action-button
      quiet
      size="xs"
      id="kept-${index}-remove"
      label=${text.remove(name)}
      ?disabled=${isBeingRead(state)}
      @click=${() => act.library.remove(id)}
    >
      <sp-icon-delete slot="icon"></sp-icon-delete>
    </sp-action-button>
    <div class="model-care">
      ${
        isUsed
          ? nothing
          : html`<sp-action-button
              quiet
              size="xs"
              id="kept-${index}-use"
              label=${t.labelled(text.use, name)}
              @click=${() => act.library.use(id)}
              >${text.use}</sp-action-button
            >`
      }
      ${
        state.library.can.saveAs
          ? html`<sp-action-button
              quiet
              size="xs"
              id="kept-${index}-save"
              label=${t.labelled(text.saveAs, name)}
              ?disabled=${state.library.work !== null}
              @click=${() => act.library.saveAs(id)}
              >${text.saveAs}</sp-action-button
            >`
          : nothing
      }
    </div>
  </li>`;
}

function isChosen(models: Models, id: string): boolean {
  return MODEL_ROLES.some((role) => {
    const held = models[role];
    return held?.access === 'open' && held.kept === id;
  });
}
