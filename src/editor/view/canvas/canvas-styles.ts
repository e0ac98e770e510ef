import { css } from 'lit';

export const canvasStyles = css`
  :host {
    position: relative;
    display: block;
    overflow: hidden;
    touch-action: none;
    user-select: none;
    -webkit-user-select: none;
    outline: none;
    background: var(--supir-pasteboard);
  }
  canvas {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    pointer-events: none;
  }
  :host(:focus-visible)::after {
    content: '';
    position: absolute;
    inset: 0;
    pointer-events: none;
    box-shadow: inset 0 0 0 1px var(--spectrum-focus-indicator-color);
  }
  :host([cursor='cross']) {
    cursor: crosshair;
  }
  :host([cursor='hand']) {
    cursor: grab;
  }
  :host([cursor='hand']:active) {
    cursor: grabbing;
  }
  :host([cursor='zoom-in']) {
    cursor: zoom-in;
  }
  :host([cursor='zoom-out']) {
    cursor: zoom-out;
  }
  :host([cursor='carry']) {
    cursor: move;
  }
  .measure {
    position: absolute;
    top: 0;
    left: 0;
    padding: 2px 6px;
    border-radius: 4px;
    background: rgb(20 20 20 / 82%);
    color: #fff;
    font: 11px/16px var(--spectrum-sans-font-family-stack, sans-serif);
    font-variant-numeric: tabular-nums;
    white-space: pre;
    pointer-events: none;
  }
  .measure[hidden] {
    display: none;
  }
`;
