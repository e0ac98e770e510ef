/** What the pointer does on the canvas. */
export const TOOLS = ['rect', 'ellipse', 'lasso', 'hand', 'zoom'] as const;
export type Tool = (typeof TOOLS)[number];

export type SelectionTool = 'rect' | 'ellipse' | 'lasso';

export function isSelectionTool(tool: Tool): tool is SelectionTool {
  return tool === 'rect' || tool === 'ellipse' || tool === 'lasso';
}

/** Shift+M goes from one marquee to the other; from any other tool it takes the rectangle. */
export function cycleMarquee(tool: Tool): Tool {
  return tool === 'rect' ? 'ellipse' : 'rect';
}
