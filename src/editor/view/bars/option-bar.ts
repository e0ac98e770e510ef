import '@spectrum-web-components/field-label/sp-field-label.js';
import '@spectrum-web-components/icons-workflow/icons/sp-icon-deselect.js';
import '@spectrum-web-components/icons-workflow/icons/sp-icon-select-box-all.js';
import '@spectrum-web-components/icons-workflow/icons/sp-icon-invert.js';
import '@spectrum-web-components/number-field/sp-number-field.js';
import type { ActionGroup } from '@spectrum-web-components/action-group';
import type { NumberField } from '@spectrum-web-components/number-field';
import { html, type TemplateResult } from 'lit';
import { MAX_FEATHER, type SelectionMode } from '../../select/selection-shape';
import type { Command } from '../key-commands';
import type { EditorStrings } from '../strings/editor-strings';
import { isSelectionTool, type Tool } from '../tools/tool';
import { ICONS } from './icons';
import { iconButton, tooltip } from './icon-button';

const MODES = ['replace', 'add', 'subtract', 'intersect'] as const satisfies SelectionMode[];
const MODE_ICONS: Readonly<Record<SelectionMode, TemplateResult>> = {
  replace: ICONS.selectionReplace,
  add: ICONS.selectionAdd,
  subtract: ICONS.selectionSubtract,
  intersect: ICONS.selectionIntersect,
};
const MODE_KEYS: Readonly<Partial<Record<SelectionMode, string>>> = {
  add: 'Shift',
  subtract: 'Alt',
  intersect: 'Shift+Alt',
};

export interface OptionBar {
  readonly strings: EditorStrings;
  readonly tool: Tool;
  readonly mode: SelectionMode;
  readonly feather: number;
  readonly disabled: boolean;
  readonly hasSelection: boolean;
  readonly numbers: TemplateResult;
  readonly keys: (shortcut: string) => string;
  readonly run: (command: Command) => boolean;
  readonly onMode: (mode: SelectionMode) => void;
  readonly onFeather: (feather: number) => void;
}

/** Options of the chosen tool. */
export function optionBar(bar: OptionBar): TemplateResult {
  return html`
    <div class="bar options" role="toolbar" aria-label=${bar.strings.options.label}>
      ${isSelectionTool(bar.tool) ? selectionOptions(bar) : viewOptions(bar)}
    </div>
  `;
}

function viewOptions({ strings, tool }: OptionBar): TemplateResult {
  const hint = tool === 'hand' ? strings.options.handHint : strings.options.zoomHint;
  return html`<span class="quiet-text">${hint}</span>`;
}

function selectionOptions(bar: OptionBar): TemplateResult {
  const { strings, disabled, keys, run } = bar;
  return html`
    <sp-action-group
      quiet
      selects="single"
      label=${strings.options.mode}
      .selected=${[bar.mode]}
      @change=${(event: Event) => {
        const [chosen] = (event.currentTarget as ActionGroup).selected;
        const known = MODES.find((mode) => mode === chosen);
        if (known !== undefined) bar.onMode(known);
      }}
    >
      ${MODES.map(
        (mode) => html`
          <sp-action-button
            id="mode-${mode}"
            value=${mode}
            label=${strings.options.modes[mode]}
            ?disabled=${disabled}
          >
            ${MODE_ICONS[mode]}
            ${tooltip({ label: strings.options.modes[mode], ...keysOf(MODE_KEYS[mode]) }, 'bottom')}
          </sp-action-button>
        `,
      )}
    </sp-action-group>
    <span class="rule"></span>
    <sp-field-label for="feather" side-aligned="start">${strings.options.feather}</sp-field-label>
    <sp-number-field
      id="feather"
      class="feather"
      size="s"
      min="0"
      max=${MAX_FEATHER}
      step="1"
      value=${bar.feather}
      .formatOptions=${{ style: 'unit', unit: 'px', maximumFractionDigits: 1 }}
      ?disabled=${disabled}
      @change=${(event: Event) => bar.onFeather((event.currentTarget as NumberField).value)}
    ></sp-number-field>
    <span class="rule"></span>
    ${bar.numbers}
    <span class="rule"></span>
    ${iconButton({
      id: 'select-all',
      label: strings.options.selectAll,
      keys: keys('mod+a'),
      icon: html`<sp-icon-select-box-all slot="icon"></sp-icon-select-box-all>`,
      disabled,
      onClick: () => run('select-all'),
    })}
    ${iconButton({
      id: 'select-none',
      label: strings.options.selectNone,
      keys: keys('mod+d'),
      icon: html`<sp-icon-deselect slot="icon"></sp-icon-deselect>`,
      disabled: disabled || !bar.hasSelection,
      onClick: () => run('select-none'),
    })}
    ${iconButton({
      id: 'select-invert',
      label: strings.options.selectInvert,
      keys: keys('mod+shift+i'),
      icon: html`<sp-icon-invert slot="icon"></sp-icon-invert>`,
      disabled: disabled || !bar.hasSelection,
      onClick: () => run('select-invert'),
    })}
  `;
}

function keysOf(keys: string | undefined): { readonly keys?: string } {
  return keys === undefined ? {} : { keys };
}
