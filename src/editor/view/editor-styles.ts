import { css, type CSSResultGroup } from 'lit';
import { stageStyles } from './stage-styles';

const frameStyles = css`
  :host {
    --supir-pasteboard: light-dark(var(--spectrum-gray-200), var(--spectrum-gray-25));
    --supir-bar: var(--panel-bg, var(--spectrum-background-layer-2-color));
    --supir-line: var(--panel-line, var(--spectrum-gray-300));
    --supir-chosen: color-mix(
      in srgb,
      var(--spectrum-accent-background-color-default) 28%,
      var(--supir-bar)
    );
    container: editor / inline-size;
    display: block;
    height: 100%;
    min-width: 0;
    min-height: 0;
    background: var(--supir-bar);
    color: var(--spectrum-neutral-content-color-default);
    font: 12px/16px var(--spectrum-sans-font-family-stack, sans-serif);
  }
  .frame {
    display: grid;
    height: 100%;
    grid-template:
      'header header header' 44px
      'options options options' 40px
      'tools stage layers' minmax(0, 1fr)
      'status status status' 32px / 44px minmax(0, 1fr) 248px;
  }
  .frame[data-layers='closed'] {
    grid-template-columns: 44px minmax(0, 1fr) 0;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 4px;
    min-width: 0;
    padding-inline: 8px;
    background: var(--supir-bar);
    white-space: nowrap;
  }
  .header {
    grid-area: header;
    border-block-end: 1px solid var(--supir-line);
  }
  .options {
    grid-area: options;
    overflow: auto hidden;
    scrollbar-width: none;
    border-block-end: 1px solid var(--supir-line);
  }
  .status {
    grid-area: status;
    gap: 2px;
    padding-inline: 4px 8px;
    border-block-start: 1px solid var(--supir-line);
    color: var(--spectrum-neutral-subdued-content-color-default);
    font-variant-numeric: tabular-nums;
  }
  .rule {
    flex: none;
    width: 1px;
    height: 20px;
    margin-inline: 6px;
    background: var(--supir-line);
  }
  .title {
    flex: 1;
    display: flex;
    align-items: center;
    gap: 8px;
    min-width: 0;
    padding-inline: 6px;
    font-size: 13px;
  }
  .title .name {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .dot {
    flex: none;
    width: 7px;
    height: 7px;
    border-radius: 50%;
    background: var(--spectrum-accent-content-color-default);
  }
  sp-action-button {
    --mod-actionbutton-min-width: 32px;
    --mod-actionbutton-height: 32px;
    --mod-actionbutton-edge-to-visual-only: 6px;
    --mod-actionbutton-edge-to-visual: 8px;
    --mod-actionbutton-edge-to-text: 10px;
    --mod-actionbutton-font-size: 12px;
    --mod-actionbutton-border-radius: 6px;
    --mod-actionbutton-background-color-default-selected: var(--supir-chosen);
    --mod-actionbutton-background-color-hover-selected: var(--supir-chosen);
    --mod-actionbutton-background-color-down-selected: var(--supir-chosen);
    --mod-actionbutton-background-color-focus-selected: var(--supir-chosen);
    --mod-actionbutton-content-color-default-selected: var(
      --spectrum-neutral-content-color-default
    );
    --mod-actionbutton-content-color-hover-selected: var(--spectrum-neutral-content-color-hover);
    --mod-actionbutton-content-color-down-selected: var(--spectrum-neutral-content-color-down);
    --mod-actionbutton-content-color-focus-selected: var(--spectrum-neutral-content-color-default);
  }
  .status sp-action-button {
    --mod-actionbutton-min-width: 26px;
    --mod-actionbutton-height: 26px;
    --mod-actionbutton-edge-to-visual-only: 4px;
  }
  .side {
    grid-area: tools;
    padding: 6px;
    border-inline-end: 1px solid var(--supir-line);
    background: var(--supir-bar);
  }
  .feather {
    width: 84px;
    --mod-numberfield-min-inline-size: 0;
    --mod-stepper-min-inline-size: 0;
  }
  .options > * {
    flex: none;
  }
  .options sp-action-group {
    flex-wrap: nowrap;
  }
  sp-field-label {
    padding-inline-start: 4px;
  }
  .quiet-text {
    padding-inline: 6px;
    overflow: hidden;
    text-overflow: ellipsis;
    color: var(--spectrum-neutral-subdued-content-color-default);
  }
  .layers {
    grid-area: layers;
    display: flex;
    flex-direction: column;
    min-height: 0;
    overflow: hidden;
    border-inline-start: 1px solid var(--supir-line);
    background: var(--supir-bar);
  }
  .frame[data-layers='closed'] .layers {
    border: 0;
  }
  .layers h2 {
    flex: none;
    margin: 0;
    padding: 12px 14px 8px;
    font: 600 12px/16px var(--spectrum-sans-font-family-stack, sans-serif);
  }
  supir-layers {
    flex: 1;
  }
  .zoom {
    min-width: 60px;
    font-variant-numeric: tabular-nums;
  }
  .facts {
    display: flex;
    gap: 12px;
  }
  .selection {
    flex: 1;
    min-width: 0;
    padding-inline: 14px 8px;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .card {
    max-width: 340px;
    padding: 14px 18px;
  }
  .card h2 {
    margin: 0 0 6px;
    font: 600 13px/18px var(--spectrum-sans-font-family-stack, sans-serif);
  }
  .card ul {
    margin: 0;
    padding-inline-start: 16px;
    line-height: 18px;
  }
  .modal {
    position: fixed;
    inset: 0;
    width: fit-content;
    height: fit-content;
    margin: auto;
    border-radius: 12px;
    background: var(--supir-bar);
    box-shadow:
      0 8px 40px rgb(0 0 0 / 40%),
      0 0 0 100vmax rgb(0 0 0 / 40%);
  }
  .out-of-sight {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  kbd {
    margin-inline-start: 6px;
    font: inherit;
    opacity: 0.7;
  }
  @container editor (width < 760px) {
    .header .words {
      display: none;
    }
    .depth {
      display: none;
    }
  }
  @container editor (width < 640px) {
    .frame,
    .frame[data-layers='closed'] {
      grid-template:
        'header header' 44px
        'options options' 40px
        'tools stage' minmax(0, 1fr)
        'layers layers' minmax(0, 30%)
        'status status' 32px / 44px minmax(0, 1fr);
    }
    .frame[data-layers='closed'] {
      grid-template-rows: 44px 40px minmax(0, 1fr) 0 32px;
    }
    .layers {
      border-inline-start: 0;
      border-block-start: 1px solid var(--supir-line);
    }
    .facts,
    .facts + .rule {
      display: none;
    }
  }
`;

export const editorStyles: CSSResultGroup = [frameStyles, stageStyles];
