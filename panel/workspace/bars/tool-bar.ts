import '@spectrum-web-components/action-group/sp-action-group.js';
import '@spectrum-web-components/icons-workflow/icons/sp-icon-hand.js';
import '@spectrum-web-components/icons-workflow/icons/sp-icon-lasso-select.js';
import '@spectrum-web-components/icons-workflow/icons/sp-icon-rect-select.js';
import '@spectrum-web-components/icons-workflow/icons/sp-icon-search.js';
import '@spectrum-web-components/icons-workflow/icons/sp-icon-select-circular.js';
import type { ActionGroup } from '@spectrum-web-components/action-group';
import { html, type TemplateResult } from 'lit';
import type { WorkspaceStrings } from '../strings/strings';
import { TOOLS, type Tool } from '../tools/tool';
import { tooltip, type TooltipSide } from './icon-button';

const ICONS: Readonly<Record<Tool, TemplateResult>> = {
  rect: html`<sp-icon-rect-select></sp-icon-rect-select>`,
  ellipse: html`<sp-icon-select-circular></sp-icon-select-circular>`,
  lasso: html`<sp-icon-lasso-select></sp-icon-lasso-select>`,
  hand: html`<sp-icon-hand></sp-icon-hand>`,
  zoom: html`<sp-icon-search></sp-icon-search>`,
};

const KEYS: Readonly<Record<Tool, string>> = {
  rect: 'M',
  ellipse: 'Shift+M',
  lasso: 'L',
  hand: 'H',
  zoom: 'Z',
};

export interface ToolBar {
  readonly strings: WorkspaceStrings;
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
            <span slot="icon" class="icon">${ICONS[name]}</span>
            ${tooltip({ label: strings.tools[name], keys: KEYS[name] }, side)}
          </sp-action-button>
        `,
      )}
    </sp-action-group>
  `;
}
