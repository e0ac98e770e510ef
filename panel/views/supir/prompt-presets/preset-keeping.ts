import { html, nothing, type TemplateResult } from 'lit';
import type { PromptPreset } from '../../../store/prompt-presets';
import type { View } from '../../view-input';
import { presetNaming } from './preset-naming';

/** Buttons that keep prompt presets, or the field for a name that one of them has asked for. */
export function presetKeeping(
  view: View,
  chosen: PromptPreset | null,
  isEdited: boolean,
): TemplateResult {
  const { naming } = view.state.promptPresets;
  const own = chosen?.kind === 'own' ? chosen : null;
  // Another window may have deleted what was to be renamed.
  const isNaming = naming === 'save-as' || (naming === 'rename' && own !== null);
  if (isNaming) return presetNaming(view, naming, chosen);
  return html`<div class="preset-buttons">
    ${own !== null && isEdited ? updateButton(view, own.name) : nothing} ${saveAsButton(view)}
    ${own === null ? nothing : ownButtons(view, own.name)}
    <span class="grow"></span>
    ${fileButtons(view)}
  </div>`;
}

function updateButton({ t, act }: View, name: string): TemplateResult {
  return html`<sp-action-button
    quiet
    size="xs"
    id="prompt-preset-update"
    label=${t.promptPresets.updateText(name)}
    @click=${() => act.promptPresets.update()}
    >${t.promptPresets.update}</sp-action-button
  >`;
}

function saveAsButton({ t, act }: View): TemplateResult {
  return html`<sp-action-button
    quiet
    size="xs"
    id="prompt-preset-save-as"
    @click=${() => act.promptPresets.startNaming('save-as')}
    >${t.promptPresets.saveAs}</sp-action-button
  >`;
}

function ownButtons({ t, act }: View, name: string): readonly TemplateResult[] {
  return [
    iconButton({
      id: 'prompt-preset-rename',
      label: t.promptPresets.rename(name),
      icon: html`<sp-icon-rename slot="icon"></sp-icon-rename>`,
      onClick: () => act.promptPresets.startNaming('rename'),
    }),
    iconButton({
      id: 'prompt-preset-delete',
      label: t.promptPresets.remove(name),
      icon: html`<sp-icon-delete slot="icon"></sp-icon-delete>`,
      onClick: () => act.promptPresets.remove(),
    }),
  ];
}

/** In and out: through files, or through the clipboard where the page has no files of its own. */
function fileButtons(view: View): TemplateResult {
  const { state, t, act } = view;
  const text = t.promptPresets;
  const { importPasted } = act.promptPresets;
  const hasFiles = importPasted === null;
  return html`${iconButton({
    id: 'prompt-presets-import',
    label: hasFiles ? text.importFile : text.importPasted,
    icon: html`<sp-icon-import slot="icon"></sp-icon-import>`,
    onClick: importPasted ?? openFileInput,
  })}
  ${
    state.promptPresets.own.length === 0
      ? nothing
      : iconButton({
          id: 'prompt-presets-export',
          label: hasFiles ? text.exportAll : text.copyAll,
          icon: html`<sp-icon-export slot="icon"></sp-icon-export>`,
          onClick: () => act.promptPresets.exportAll(),
        })
  }
  ${fileInput(view)}`;
}

interface IconButton {
  readonly id: string;
  readonly label: string;
  readonly icon: TemplateResult;
  readonly onClick: (event: Event) => void;
}

function iconButton({ id, label, icon, onClick }: IconButton): TemplateResult {
  return html`<sp-action-button quiet size="xs" id=${id} label=${label} @click=${onClick}>
    ${icon}
    <sp-tooltip self-managed placement="top" class="help-text">${label}</sp-tooltip>
  </sp-action-button>`;
}

const FILE_INPUT = 'prompt-presets-file';

function openFileInput(event: Event): void {
  const buttons = (event.currentTarget as Element).parentElement;
  buttons?.querySelector<HTMLInputElement>(`#${FILE_INPUT}`)?.click();
}

function fileInput({ act }: View): TemplateResult {
  const onChange = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (file !== undefined) act.promptPresets.importFile(file);
    // The same file may be chosen once more.
    input.value = '';
  };
  return html`<input
    id=${FILE_INPUT}
    type="file"
    accept=".json,application/json"
    hidden
    @change=${onChange}
  />`;
}
