import { html, nothing, type TemplateResult } from 'lit';
import type { HostFile, HostFilesState, Importing } from '../../store/host-files';
import { MODEL_ROLES, type Models } from '../../store/models';
import { countedBar } from '../controls/counted-bar';
import { tooltipOver } from '../controls/tooltip-over';
import type { View } from '../view-input';

/** Model files through the editor's dialog: its button, the import, files of earlier visits. */
export function hostFiles(view: View): TemplateResult | typeof nothing {
  const { state, t, act } = view;
  const { hostFiles: files, models } = state;
  if (files === null) return nothing;
  const text = t.supir.hostFiles;
  return html`<div class="host-files" id="host-files">
    ${
      files.importing === null
        ? html`<sp-action-button
              id="pick-models-host"
              size="s"
              quiet
              @click=${() => act.pickModelsInHost()}
              >${text.pick}</sp-action-button
            >
            <p class="explained">${text.explained}</p>`
        : importing(view, files.importing)
    }
    ${knownList(view, files, models)}
  </div>`;
}

function importing(
  { t, f, act }: View,
  { name, doneBytes, totalBytes }: Importing,
): TemplateResult {
  const text = t.supir.hostFiles;
  return html`<div
    class="host-import"
    id="host-import"
    data-name=${name}
    data-done=${doneBytes}
    data-total=${totalBytes}
  >
    ${countedBar({
      label: text.loading(name),
      what: text.loading(name),
      left: text.counted(f.bytesInUnitOf(doneBytes, totalBytes), f.bytes(totalBytes)),
      leftId: 'host-import-bytes',
      doneBytes,
      totalBytes,
    })}
    <sp-button
      id="host-import-cancel"
      size="s"
      variant="secondary"
      treatment="outline"
      label=${t.labelled(text.cancel, name)}
      @click=${() => act.cancelHostImport()}
      >${text.cancel}</sp-button
    >
  </div>`;
}

function knownList(
  view: View,
  { known, importing: now }: HostFilesState,
  models: Models,
): TemplateResult | typeof nothing {
  const offered = known.filter((file) => !isOpen(models, file) && file.name !== now?.name);
  if (offered.length === 0) return nothing;
  return html`<p class="explained">${view.t.supir.hostFiles.known}</p>
    <ul class="model-list" id="host-known">
      ${offered.map((file, index) => knownRow(view, file, index, now !== null))}
    </ul>`;
}

function knownRow(
  { t, f, act }: View,
  file: HostFile,
  index: number,
  busy: boolean,
): TemplateResult {
  const text = t.supir.hostFiles;
  return html`<li class="model" data-name=${file.name}>
    <div
      class="model-text"
      id="host-known-${index}-text"
      tabindex="0"
      role="group"
      aria-labelledby="host-known-${index}-text"
    >
      <span class="model-name">${file.name}</span>
      <span class="model-role">${f.bytes(file.size)}</span>
    </div>
    ${tooltipOver(`host-known-${index}-text`, file.name)}
    <sp-action-button
      quiet
      size="s"
      id="host-known-${index}-load"
      label=${t.labelled(text.again, file.name)}
      ?disabled=${busy}
      @click=${() => act.loadHostFile(file.id)}
      >${text.again}</sp-action-button
    >
    <sp-action-button
      quiet
      size="xs"
      id="host-known-${index}-forget"
      label=${text.forget(file.name)}
      ?disabled=${busy}
      @click=${() => act.forgetHostFile(file.id)}
    >
      <sp-icon-close slot="icon"></sp-icon-close>
    </sp-action-button>
  </li>`;
}

function isOpen(models: Models, { name, size }: HostFile): boolean {
  return MODEL_ROLES.some((role) => {
    const held = models[role];
    return (
      held?.access === 'open' &&
      held.description.name === name &&
      held.description.byteLength === size
    );
  });
}
