/** Tools of the pointer on the canvas. */
export const TOOLS = ['rect', 'ellipse', 'lasso', 'hand', 'zoom'] as const;
export type Tool = (typeof TOOLS)[number];

export type SelectionTool = 'rect' | 'ellipse' | 'lasso';

export function isSelectionTool(tool: Tool): tool is SelectionTool {
  return tool === 'rect' || tool === 'ellipse' || tool === 'lasso';
}

/** Tool after Shift+M: the other marquee; after any other tool the rectangle. */
export function cycleMarquee(tool: Tool): Tool {
  return tool === 'rect' ? 'ellipse' : 'rect';
}
