import '@spectrum-web-components/icons-workflow/icons/sp-icon-add.js';
import '@spectrum-web-components/icons-workflow/icons/sp-icon-info-outline.js';
import '@spectrum-web-components/icons-workflow/icons/sp-icon-layers.js';
import '@spectrum-web-components/icons-workflow/icons/sp-icon-maximize.js';
import '@spectrum-web-components/overlay/sp-overlay.js';
import '@spectrum-web-components/popover/sp-popover.js';
import { html, nothing, type TemplateResult } from 'lit';
import type { DocumentNotice } from '../../document/document-notice';
import type { EditorState } from '../../editor-state';
import type { Command } from '../key-commands';
import type { EditorLocale, EditorStrings } from '../strings/editor-strings';
import { ICONS } from './icons';
import { iconButton, tooltip } from './icon-button';
import { noticeText } from './notice-text';

export interface StatusBar {
  readonly strings: EditorStrings;
  readonly locale: EditorLocale;
  readonly content: EditorState;
  /** Device pixels per document pixel. */
  readonly zoom: number;
  readonly layersOpen: boolean;
  readonly onLayers: () => void;
  readonly keys: (shortcut: string) => string;
  readonly run: (command: Command) => boolean;
}

/** Zoom, the document in numbers, the selection (spoken when it changes), and quiet notes. */
export function statusBar(bar: StatusBar): TemplateResult {
  const { strings, locale, content, zoom, keys, run } = bar;
  const open = content.document;
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const disabled = open === null;
  return html`
    <footer class="bar status" aria-label=${strings.status.label}>
      ${iconButton(
        {
          id: 'zoom-out',
          label: strings.view.zoomOut,
          keys: keys('mod+-'),
          icon: ICONS.minus,
          disabled,
          onClick: () => run('zoom-out'),
        },
        'top',
      )}
      <sp-action-button
        id="zoom-actual"
        class="zoom"
        quiet
        label=${strings.view.zoomValue(percent.format(zoom))}
        ?disabled=${disabled}
        @click=${() => run('zoom-actual')}
      >
        ${disabled ? '–' : percent.format(zoom)}
        ${tooltip(
          {
            label: strings.view.actual,
            hint: `${strings.view.actual} · ${strings.view.actualHelp}`,
            keys: keys('mod+1'),
          },
          'top',
        )}
      </sp-action-button>
      ${iconButton(
        {
          id: 'zoom-in',
          label: strings.view.zoomIn,
          keys: keys('mod++'),
          icon: html`<sp-icon-add slot="icon"></sp-icon-add>`,
          disabled,
          onClick: () => run('zoom-in'),
        },
        'top',
      )}
      ${iconButton(
        {
          id: 'zoom-fit',
          label: strings.view.fit,
          keys: keys('mod+0'),
          icon: html`<sp-icon-maximize slot="icon"></sp-icon-maximize>`,
          disabled,
          onClick: () => run('zoom-fit'),
        },
        'top',
      )}
      ${
        open === null
          ? nothing
          : html`<span class="rule"></span>
              <span class="facts">
                <span>
                  ${strings.status.size(
                    number.format(open.size.width),
                    number.format(open.size.height),
                  )}
                </span>
                <span class="depth">${strings.status.depth(open.depth)}</span>
              </span>`
      }
      <span id="selection-status" class="selection" role="status">
        ${open === null ? nothing : selectionText(strings, content, number)}
      </span>
      ${content.notices.length === 0 ? nothing : notices(strings, locale, content.notices)}
      <sp-action-button
        id="layers-toggle"
        quiet
        label=${bar.layersOpen ? strings.layers.hide : strings.layers.show}
        aria-expanded=${bar.layersOpen}
        @click=${bar.onLayers}
      >
        <sp-icon-layers slot="icon"></sp-icon-layers>
        ${tooltip({ label: bar.layersOpen ? strings.layers.hide : strings.layers.show }, 'top')}
      </sp-action-button>
    </footer>
  `;
}

function selectionText(
  strings: EditorStrings,
  { selection }: EditorState,
  number: Intl.NumberFormat,
): string {
  if (selection === null) return strings.status.nothingSelected;
  if (selection.outline.length === 0) return strings.status.faint;
  const { x, y, width, height } = selection.bounds;
  return strings.status.selection(
    number.format(width),
    number.format(height),
    number.format(x),
    number.format(y),
  );
}

function notices(
  strings: EditorStrings,
  locale: EditorLocale,
  list: readonly DocumentNotice[],
): TemplateResult {
  return html`
    <sp-action-button id="notices" class="notices" quiet>
      <sp-icon-info-outline slot="icon"></sp-icon-info-outline>
      ${strings.status.notices(list.length)}
    </sp-action-button>
    <sp-overlay trigger="notices@click" type="auto" placement="top-end">
      <sp-popover class="card" role="dialog" aria-label=${strings.status.noticesTitle}>
        <h2>${strings.status.noticesTitle}</h2>
        <ul>
          ${list.map(({ code, detail }) => html`<li>${noticeText({ code, detail }, strings, locale)}</li>`)}
        </ul>
      </sp-popover>
    </sp-overlay>
  `;
}
