import { css } from 'lit';

export const tryPictureStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  .picture {
    position: relative;
    margin: 0 auto;
    overflow: hidden;
    border-radius: 8px;
    cursor: crosshair;
    outline: none;
    user-select: none;
    background: repeating-conic-gradient(
        var(--panel-checker-a) 0% 25%,
        var(--panel-checker-b) 0% 50%
      )
      0 0 / 16px 16px;
  }
  .picture[aria-disabled='true'] {
    cursor: default;
  }
  .picture:focus-visible {
    outline: 2px solid var(--panel-focus);
    outline-offset: 2px;
  }
  canvas {
    display: block;
    width: 100%;
    height: 100%;
  }
  .mark {
    position: absolute;
    pointer-events: none;
  }
  .square {
    border: 1px dashed #fff;
    box-shadow: 0 0 0 1px rgb(0 0 0 / 55%);
    box-sizing: border-box;
  }
  .tile {
    border: 2px solid #fff;
    box-shadow: 0 0 0 1px rgb(0 0 0 / 55%);
    box-sizing: border-box;
  }
  .point {
    width: 12px;
    height: 12px;
    margin: -6px 0 0 -6px;
    border: 2px solid #fff;
    border-radius: 50%;
    box-shadow:
      0 0 0 1px rgb(0 0 0 / 55%),
      inset 0 0 0 1px rgb(0 0 0 / 55%);
    box-sizing: border-box;
  }
`;
