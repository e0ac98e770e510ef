import '@spectrum-web-components/action-button/sp-action-button.js';
import '@spectrum-web-components/button/sp-button.js';
import '@spectrum-web-components/field-label/sp-field-label.js';
import '@spectrum-web-components/icons-workflow/icons/sp-icon-ruler.js';
import '@spectrum-web-components/number-field/sp-number-field.js';
import '@spectrum-web-components/overlay/sp-overlay.js';
import '@spectrum-web-components/popover/sp-popover.js';
import type { NumberField } from '@spectrum-web-components/number-field';
import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { DocRect, Size } from '../../../core/geometry';
import type { EditorStrings } from '../strings/editor-strings';

const FIELDS = ['x', 'y', 'width', 'height'] as const;
type Field = (typeof FIELDS)[number];

/** Largest number: rectangles may reach outside the canvas, but not absurdly far. */
const FURTHEST = 300_000;

/** Selects by numbers, without a pointer: fires `numbers-apply` with a DocRect as its detail. */
@customElement('supir-selection-numbers')
export class SelectionNumbers extends LitElement {
  static override styles = css`
    sp-popover {
      padding: 12px 16px 16px;
      width: 224px;
    }
    .fields {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 4px 12px;
      margin-block-end: 14px;
    }
    sp-number-field {
      width: 100%;
      --mod-numberfield-min-inline-size: 0;
      --mod-stepper-min-inline-size: 0;
    }
    sp-button {
      width: 100%;
    }
    .icon {
      display: contents;
    }
  `;

  @property({ attribute: false }) strings: EditorStrings | null = null;
  @property({ attribute: false }) selected: DocRect | null = null;
  @property({ attribute: false }) documentSize: Size | null = null;
  @property({ type: Boolean }) disabled = false;
  @state() private rect: DocRect = { x: 0, y: 0, width: 1, height: 1 };
  @state() private open = false;

  protected override render(): TemplateResult {
    const strings = this.strings?.numbers;
    if (strings === undefined) return html``;
    return html`
      <sp-action-button
        id="numbers"
        quiet
        label=${strings.button}
        ?disabled=${this.disabled}
        @click=${this.prefill}
      >
        <sp-icon-ruler slot="icon"></sp-icon-ruler>
        <sp-tooltip self-managed delayed placement="bottom">${strings.button}</sp-tooltip>
      </sp-action-button>
      <sp-overlay
        trigger="numbers@click"
        type="auto"
        placement="bottom-start"
        receives-focus="true"
        .open=${this.open}
        @sp-opened=${this.onOpened}
        @sp-closed=${() => (this.open = false)}
      >
        <sp-popover role="dialog" aria-label=${strings.title}>
          <div class="fields" @keyup=${this.onKeyUp}>
            ${FIELDS.map((field) => this.renderField(field, strings[field]))}
          </div>
          <sp-button id="numbers-apply" size="s" @click=${this.apply}>${strings.apply}</sp-button>
        </sp-popover>
      </sp-overlay>
    `;
  }

  private renderField(field: Field, label: string): TemplateResult {
    const smallest = field === 'x' || field === 'y' ? -FURTHEST : 1;
    return html`<div>
      <sp-field-label size="s" for="numbers-${field}">${label}</sp-field-label>
      <sp-number-field
        id="numbers-${field}"
        size="s"
        hide-stepper
        min=${smallest}
        max=${FURTHEST}
        step="1"
        .value=${this.rect[field]}
        .formatOptions=${{ style: 'unit', unit: 'px', maximumFractionDigits: 0 }}
        @change=${(event: Event) => {
          const { value } = event.currentTarget as NumberField;
          if (Number.isFinite(value)) this.rect = { ...this.rect, [field]: Math.round(value) };
        }}
      ></sp-number-field>
    </div>`;
  }

  private readonly onOpened = (event: Event): void => {
    if (event.target === event.currentTarget) this.open = true;
  };

  private readonly prefill = (): void => {
    this.rect = this.selected ?? middleHalf(this.documentSize);
  };

  private readonly onKeyUp = (event: KeyboardEvent): void => {
    // The field takes over what was typed when Enter goes down.
    if (event.key === 'Enter') this.apply();
  };

  private readonly apply = (): void => {
    this.open = false;
    this.dispatchEvent(new CustomEvent<DocRect>('numbers-apply', { detail: this.rect }));
  };
}

/** A first proposal: the middle of the document, half as wide and high. */
function middleHalf(size: Size | null): DocRect {
  if (size === null) return { x: 0, y: 0, width: 1, height: 1 };
  return {
    x: Math.floor(size.width / 4),
    y: Math.floor(size.height / 4),
    width: Math.max(1, Math.floor(size.width / 2)),
    height: Math.max(1, Math.floor(size.height / 2)),
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'supir-selection-numbers': SelectionNumbers;
  }
}
