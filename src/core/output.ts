/** How a result comes back into the document. */
export const OUTPUT_MODES = ['in-place', 'enlarge', 'smart-object'] as const;
export type OutputMode = (typeof OUTPUT_MODES)[number];

/** Output size ÷ source size. */
export const SCALES = [1, 2, 3, 4] as const;
export type Scale = (typeof SCALES)[number];
