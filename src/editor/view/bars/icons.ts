import { svg, html, type SVGTemplateResult, type TemplateResult } from 'lit';

/** A sign that the icon set lacks, in its manner: 20 × 20, lines of 1.5. */
function icon(shapes: SVGTemplateResult, side = 20): TemplateResult {
  return html`<svg
    slot="icon"
    width=${side}
    height=${side}
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    stroke-width="1.5"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <g fill="none">${shapes}</g>
  </svg>`;
}

const TINT = 0.35;

export const ICONS = {
  compare: icon(svg`<rect x="3" y="4" width="14" height="12" rx="1.5" />
    <path d="M10 4H4.5A1.5 1.5 0 0 0 3 5.5v9A1.5 1.5 0 0 0 4.5 16H10z" fill="currentColor" fill-opacity=${TINT} />
    <path d="M10 2.5v15" />`),
  minus: icon(svg`<path d="M4 10h12" />`),
  ellipse: icon(svg`<circle cx="10" cy="10" r="7.25" stroke-dasharray="3.1 2.6" />`),
  selectionReplace: icon(svg`<rect x="3.75" y="3.75" width="12.5" height="12.5" rx="1"
    fill="currentColor" fill-opacity=${TINT} />`),
  selectionAdd: icon(
    svg`<path d="M3 3h9v5h5v9H8v-5H3z" fill="currentColor" fill-opacity=${TINT} />`,
  ),
  selectionSubtract: icon(svg`<path d="M3 3h9v5H8v4H3z" fill="currentColor" fill-opacity=${TINT} />
    <path d="M15 8h2v2M17 15v2h-2M10 17H8v-2" />`),
  selectionIntersect: icon(svg`<path d="M8 8h4v4H8z" fill="currentColor" fill-opacity=${2 * TINT} />
    <path d="M5 12H3V3h9v2M15 8h2v9H8v-2" />`),
  clipped: icon(svg`<path d="M14 4v6H6M9 7l-3 3 3 3" />`, 14),
  smartObject: icon(
    svg`<path d="M4 3h8l4 4v10H4z" fill="currentColor" fill-opacity=${TINT} />
    <path d="M12 3v4h4" />`,
    12,
  ),
  chevron: icon(svg`<path d="M8 5l5 5-5 5" />`, 14),
} as const;
