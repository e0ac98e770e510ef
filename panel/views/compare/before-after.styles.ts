import { css } from 'lit';

export const beforeAfterStyles = css`
  :host {
    display: block;
    min-width: 0;
    container-type: inline-size;
  }
  @container (max-width: 239px) {
    .hint {
      visibility: hidden;
      height: 0;
    }
  }
  .frame {
    position: relative;
    overflow: hidden;
    border-radius: 8px;
    cursor: ew-resize;
    touch-action: none;
    user-select: none;
    background: repeating-conic-gradient(
        var(--panel-checker-a) 0% 25%,
        var(--panel-checker-b) 0% 50%
      )
      0 0 / 16px 16px;
    outline: none;
  }
  .frame[data-zoom='actual'] {
    cursor: grab;
  }
  .frame[data-zoom='actual']:active {
    cursor: grabbing;
  }
  .frame:focus-visible {
    outline: 2px solid var(--panel-focus);
    outline-offset: 2px;
  }
  canvas {
    display: block;
    width: 100%;
    height: 100%;
  }
  .tag {
    position: absolute;
    bottom: 8px;
    padding: 2px 8px;
    border-radius: 10px;
    background: rgb(0 0 0 / 70%);
    color: #fff;
    font-size: 11px;
    line-height: 16px;
    pointer-events: none;
  }
  .before {
    left: 8px;
  }
  .after {
    right: 8px;
  }
  .divider {
    position: absolute;
    top: 0;
    bottom: 0;
    width: 2px;
    margin-left: -1px;
    background: #fff;
    box-shadow: 0 0 0 1px rgb(0 0 0 / 35%);
    pointer-events: none;
  }
  .handle {
    position: absolute;
    top: 50%;
    left: 50%;
    width: 28px;
    height: 28px;
    margin: -14px 0 0 -14px;
    border-radius: 50%;
    background: #fff;
    box-shadow:
      0 0 0 1px rgb(0 0 0 / 25%),
      0 2px 6px rgb(0 0 0 / 40%);
    cursor: ew-resize;
    pointer-events: auto;
    outline: none;
  }
  .handle:focus-visible {
    box-shadow:
      0 0 0 2px #fff,
      0 0 0 4px var(--panel-focus);
  }
  .handle svg {
    display: block;
    width: 16px;
    height: 16px;
    margin: 6px;
    fill: none;
    stroke: #292929;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-top: 8px;
  }
  .hint {
    flex: 1;
    min-width: 0;
    color: var(--panel-text-subtle);
    font-size: 11px;
    line-height: 15px;
  }
  .zoom {
    display: flex;
    flex: none;
    padding: 2px;
    border-radius: 7px;
    background: var(--panel-track);
  }
  button {
    min-width: 40px;
    height: 24px;
    padding: 0 8px;
    border: 0;
    border-radius: 5px;
    background: none;
    color: var(--panel-text-subtle);
    font: inherit;
    font-size: 11px;
    font-weight: 500;
    cursor: pointer;
  }
  button:hover {
    color: var(--panel-text);
  }
  button[aria-pressed='true'] {
    background: var(--panel-raised);
    box-shadow: var(--panel-raised-shadow);
    color: var(--panel-text);
  }
  button:focus-visible {
    outline: 2px solid var(--panel-focus);
    outline-offset: 1px;
  }
`;
