import '@spectrum-web-components/action-group/sp-action-group.js';
import '@spectrum-web-components/icons-workflow/icons/sp-icon-hand.js';
import '@spectrum-web-components/icons-workflow/icons/sp-icon-lasso-select.js';
import '@spectrum-web-components/icons-workflow/icons/sp-icon-rect-select.js';
import '@spectrum-web-components/icons-workflow/icons/sp-icon-search.js';
import type { ActionGroup } from '@spectrum-web-components/action-group';
import { html, type TemplateResult } from 'lit';
import type { EditorStrings } from '../strings/editor-strings';
import { TOOLS, type Tool } from '../tools/tool';
import { ICONS } from './icons';
import { tooltip, type TooltipSide } from './icon-button';

const TOOL_ICONS: Readonly<Record<Tool, TemplateResult>> = {
  rect: html`<sp-icon-rect-select slot="icon"></sp-icon-rect-select>`,
  ellipse: ICONS.ellipse,
  lasso: html`<sp-icon-lasso-select slot="icon"></sp-icon-lasso-select>`,
  hand: html`<sp-icon-hand slot="icon"></sp-icon-hand>`,
  zoom: html`<sp-icon-search slot="icon"></sp-icon-search>`,
};

const KEYS: Readonly<Record<Tool, string>> = {
  rect: 'M',
  ellipse: 'Shift+M',
  lasso: 'L',
  hand: 'H',
  zoom: 'Z',
};

export interface ToolBar {
  readonly strings: EditorStrings;
  readonly tool: Tool;
  readonly disabled: boolean;
  readonly onChange: (tool: Tool) => void;
}

/** The tools, one of them chosen: a radio group for assistive technology. */
export function toolBar({ strings, tool, disabled, onChange }: ToolBar): TemplateResult {
  const side: TooltipSide = 'right';
  return html`
    <sp-action-group
      class="tools"
      vertical
      quiet
      selects="single"
      label=${strings.tools.label}
      .selected=${[tool]}
      @change=${(event: Event) => {
        const [chosen] = (event.currentTarget as ActionGroup).selected;
        const known = TOOLS.find((name) => name === chosen);
        if (known !== undefined) onChange(known);
      }}
    >
      ${TOOLS.map(
        (name) => html`
          <sp-action-button
            id="tool-${name}"
            value=${name}
            label=${strings.tools[name]}
            ?disabled=${disabled}
          >
            ${TOOL_ICONS[name]} ${tooltip({ label: strings.tools[name], keys: KEYS[name] }, side)}
          </sp-action-button>
        `,
      )}
    </sp-action-group>
  `;
}
