/** Tools of the pointer on the canvas. */
export const TOOLS = ['rect', 'ellipse', 'lasso', 'hand', 'zoom'] as const;
export type Tool = (typeof TOOLS)[number];

export type SelectionTool = 'rect' | 'ellipse' | 'lasso';

export function isSelectionTool(tool: Tool): tool is SelectionTool {
  return tool === 'rect' || tool === 'ellipse' || tool === 'lasso';
}

/**
 * The next tool for Shift+M, which goes from one marquee to the other, and from any other tool to
 * the rectangle.
 */
export function cycleMarquee(tool: Tool): Tool {
  return tool === 'rect' ? 'ellipse' : 'rect';
}
