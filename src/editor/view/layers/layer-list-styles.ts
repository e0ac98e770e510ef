import { css } from 'lit';

export const layerListStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    background: var(--supir-bar);
    color: var(--spectrum-neutral-content-color-default);
    font: 12px/16px var(--spectrum-sans-font-family-stack, sans-serif);
  }
  .tree:not(:has([aria-expanded])) .chevron {
    width: 0;
  }
  .tree {
    flex: 1;
    min-height: 0;
    overflow: auto;
    padding-block: 4px;
    scrollbar-width: thin;
    scrollbar-color: var(--spectrum-gray-400) transparent;
  }
  .row {
    position: relative;
    display: flex;
    align-items: center;
    gap: 8px;
    height: 46px;
    padding-inline: 0 10px;
    outline: none;
    cursor: default;
    user-select: none;
    -webkit-user-select: none;
  }
  .row:hover {
    background: var(--spectrum-gray-200);
  }
  .row[aria-selected='true'] {
    background: var(--supir-chosen);
  }
  .row:focus-visible {
    box-shadow: inset 0 0 0 2px var(--spectrum-focus-indicator-color);
  }
  .eye,
  .chevron {
    display: grid;
    place-items: center;
    flex: none;
    align-self: stretch;
  }
  .eye {
    width: 36px;
    margin-inline-end: -8px;
    color: var(--spectrum-neutral-subdued-content-color-default);
    --spectrum-icon-size: 16px;
    --mod-icon-size: 16px;
  }
  .eye:hover {
    color: var(--spectrum-neutral-content-color-hover);
  }
  .row[data-hidden] .eye {
    opacity: 0.55;
  }
  .row[data-hidden] :is(supir-thumbnail, .sign, .name) {
    opacity: 0.5;
  }
  .chevron {
    width: 14px;
    margin-inline-end: -4px;
    color: var(--spectrum-neutral-subdued-content-color-default);
  }
  .chevron svg {
    transition: transform 120ms ease-out;
  }
  .chevron[data-open] svg {
    transform: rotate(90deg);
  }
  .sign {
    display: grid;
    place-items: center;
    flex: none;
    width: 32px;
    height: 32px;
    color: var(--spectrum-neutral-subdued-content-color-default);
  }
  supir-thumbnail {
    flex: none;
  }
  .stack {
    position: relative;
    flex: none;
  }
  .badge {
    display: grid;
    position: absolute;
    inset-inline-end: -2px;
    inset-block-end: -2px;
    padding: 1px;
    border-radius: 2px;
    background: var(--supir-bar);
  }
  .text {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-width: 0;
  }
  .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .fresh {
    color: var(--spectrum-accent-content-color-default);
    font-size: 11px;
    line-height: 14px;
  }
  .lock,
  .clip {
    display: grid;
    flex: none;
    color: var(--spectrum-neutral-subdued-content-color-default);
  }
  .row[data-fresh] {
    animation: arrive 1.6s ease-out;
  }
  @keyframes arrive {
    from {
      /* Light enough for the label on it, which has the same hue. */
      background: color-mix(
        in srgb,
        var(--spectrum-accent-background-color-default) 25%,
        transparent
      );
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .row[data-fresh] {
      animation: none;
    }
    .chevron svg {
      transition: none;
    }
  }
`;
