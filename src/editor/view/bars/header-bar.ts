import '@spectrum-web-components/icons-workflow/icons/sp-icon-export.js';
import '@spectrum-web-components/icons-workflow/icons/sp-icon-folder-open.js';
import '@spectrum-web-components/icons-workflow/icons/sp-icon-redo.js';
import '@spectrum-web-components/icons-workflow/icons/sp-icon-save-floppy.js';
import '@spectrum-web-components/icons-workflow/icons/sp-icon-undo.js';
import { html, nothing, type TemplateResult } from 'lit';
import type { EditorState } from '../../editor-state';
import type { Command } from '../key-commands';
import type { EditorStrings } from '../strings/editor-strings';
import { ICONS } from './icons';
import { iconButton } from './icon-button';

export interface HeaderBar {
  readonly strings: EditorStrings;
  readonly content: EditorState;
  readonly keys: (shortcut: string) => string;
  readonly run: (command: Command) => boolean;
  /** Whether *before* is shown; null where there is no new layer to compare with. */
  readonly comparing: boolean | null;
  readonly onCompare: (on: boolean) => void;
}

export function headerBar(bar: HeaderBar): TemplateResult {
  const { strings, content, keys, run } = bar;
  const open = content.document;
  const undoName = content.undoStep === null ? null : strings.history.step[content.undoStep];
  const redoName = content.redoStep === null ? null : strings.history.step[content.redoStep];
  return html`
    <header class="bar header">
      ${iconButton({
        id: 'open',
        label: strings.file.openLabel,
        keys: keys('mod+o'),
        text: strings.file.open,
        icon: html`<sp-icon-folder-open slot="icon"></sp-icon-folder-open>`,
        onClick: () => run('open'),
      })}
      ${iconButton({
        id: 'save-psd',
        label: strings.file.savePsd,
        keys: keys('mod+s'),
        text: strings.file.savePsd,
        icon: html`<sp-icon-save-floppy slot="icon"></sp-icon-save-floppy>`,
        disabled: open === null,
        onClick: () => run('save-psd'),
      })}
      ${iconButton({
        id: 'save-png',
        label: strings.file.savePng,
        keys: keys('mod+alt+shift+s'),
        text: strings.file.savePng,
        icon: html`<sp-icon-export slot="icon"></sp-icon-export>`,
        disabled: open === null,
        onClick: () => run('save-png'),
      })}
      <span class="rule"></span>
      ${iconButton({
        id: 'undo',
        label: undoName === null ? strings.history.undo : strings.history.undoStep(undoName),
        keys: keys('mod+z'),
        icon: html`<sp-icon-undo slot="icon"></sp-icon-undo>`,
        disabled: !content.canUndo,
        onClick: () => run('undo'),
      })}
      ${iconButton({
        id: 'redo',
        label: redoName === null ? strings.history.redo : strings.history.redoStep(redoName),
        keys: keys('mod+shift+z'),
        icon: html`<sp-icon-redo slot="icon"></sp-icon-redo>`,
        disabled: !content.canRedo,
        onClick: () => run('redo'),
      })}
      <span class="rule"></span>
      <div class="title">
        ${
          open === null
            ? nothing
            : html`<span class="name">${open.name}</span>${
                  open.changed
                    ? html`<span class="dot" role="img" aria-label=${strings.file.unsaved}></span>`
                    : nothing
                }`
        }
      </div>
      ${bar.comparing === null ? nothing : compareButton(bar, bar.comparing)}
    </header>
  `;
}

/** Shows "before" while a pointer holds it; the keyboard switches it on and off. */
function compareButton({ strings, onCompare }: HeaderBar, on: boolean): TemplateResult {
  const off = (): void => onCompare(false);
  return html`
    <sp-action-button
      id="compare"
      quiet
      label=${strings.compare.help}
      aria-pressed=${on}
      ?selected=${on}
      @pointerdown=${(event: PointerEvent) => {
        (event.currentTarget as Element).setPointerCapture(event.pointerId);
        onCompare(true);
      }}
      @pointerup=${off}
      @pointercancel=${off}
      @lostpointercapture=${off}
      @click=${(event: MouseEvent) => {
        if (event.detail === 0) onCompare(!on);
      }}
    >
      ${ICONS.compare}
      <span class="words">${strings.compare.button}</span>
      <sp-tooltip self-managed delayed placement="bottom"
        >${strings.compare.help} <kbd>\\</kbd></sp-tooltip
      >
    </sp-action-button>
  `;
}
