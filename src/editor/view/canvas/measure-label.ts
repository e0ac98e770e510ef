import { shapeOf, type Drag } from '../tools/selection-drag';
import type { Point } from '../../../core/geometry';
import type { Viewport } from './view-transform';

/** Distance from the pointer, CSS pixels. */
const BESIDE = 16;
const ROOM = { width: 110, height: 44 };

/** Size of the shape being drawn, beside the pointer; null while there is none. */
export function measureLabel(
  drag: Drag | null,
  at: Point | null,
  viewport: Viewport,
): { readonly text: string; readonly style: string } | null {
  const shape = drag === null ? null : shapeOf(drag);
  if (at === null || shape === null || shape.kind === 'lasso') return null;
  const left = Math.max(4, Math.min(at.x + BESIDE, viewport.width - ROOM.width));
  const top = Math.max(4, Math.min(at.y + BESIDE, viewport.height - ROOM.height));
  return {
    text: `${shape.rect.width} × ${shape.rect.height}`,
    style: `transform: translate(${left.toFixed(0)}px, ${top.toFixed(0)}px)`,
  };
}
