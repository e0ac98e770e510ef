import type { SelectionMode } from '../../select/selection-shape';
import type { Tool } from '../tools/tool';

export type Cursor = 'cross' | 'hand' | 'zoom-in' | 'zoom-out' | 'carry';

export function cursorFor(
  tool: Tool,
  mode: SelectionMode,
  alt: boolean,
  overSelection: boolean,
): Cursor {
  if (tool === 'hand') return 'hand';
  if (tool === 'zoom') return alt ? 'zoom-out' : 'zoom-in';
  return overSelection && mode === 'replace' && !alt ? 'carry' : 'cross';
}
