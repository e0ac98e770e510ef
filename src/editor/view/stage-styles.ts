import { css } from 'lit';

/** Styles of the canvas and of everything laid over it. */
export const stageStyles = css`
  .stage {
    grid-area: stage;
    position: relative;
    min-width: 0;
    min-height: 0;
    background: var(--supir-pasteboard);
  }
  supir-canvas {
    position: absolute;
    inset: 0;
  }
  .progress {
    position: absolute;
    inset: 0 0 auto;
    z-index: 2;
  }
  .progress sp-progress-bar {
    width: 100%;
    --mod-progressbar-max-size: none;
    --mod-progressbar-size-default: 100%;
  }
  .badge,
  .working {
    position: absolute;
    inset-block-start: 12px;
    inset-inline-start: 12px;
    padding: 4px 10px;
    border-radius: 12px;
    background: rgb(20 20 20 / 82%);
    color: #fff;
    pointer-events: none;
  }
  .messages {
    position: absolute;
    inset: auto 12px 12px;
    z-index: 3;
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 8px;
    pointer-events: none;
  }
  .messages sp-toast {
    max-width: 560px;
    pointer-events: auto;
  }
  .messages strong,
  .messages .hint {
    display: block;
  }
  .messages .hint {
    opacity: 0.85;
  }
  .drop {
    position: absolute;
    inset: 8px;
    z-index: 4;
    display: grid;
    place-items: center;
    border: 2px dashed var(--spectrum-accent-content-color-default);
    border-radius: 10px;
    background: color-mix(in srgb, var(--supir-pasteboard) 94%, transparent);
    font-size: 16px;
    pointer-events: none;
  }
  .empty {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 10px;
    padding: 24px;
    text-align: center;
    color: var(--spectrum-neutral-subdued-content-color-default);
  }
  .empty .picture {
    width: 56px;
    height: 56px;
    margin-block-end: 6px;
    opacity: 0.7;
  }
  .empty h1 {
    margin: 0;
    color: var(--spectrum-neutral-content-color-default);
    font: 600 20px/26px var(--spectrum-sans-font-family-stack, sans-serif);
  }
  .empty p {
    max-width: 400px;
    margin: 0;
    font-size: 14px;
    line-height: 20px;
  }
  .empty .fine {
    font-size: 12px;
  }
  .empty .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 10px;
    margin-block: 10px 8px;
  }
`;
