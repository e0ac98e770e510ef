import type { Rect } from '../../../../src/core/geometry';

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface SizedBounds extends Bounds {
  readonly width: number;
  readonly height: number;
}

export function boundsOf({ x, y, width, height }: Rect): Bounds {
  return { left: x, top: y, right: x + width, bottom: y + height };
}

/** As properties of layers and selections give them. */
export function sizedBounds(rect: Rect): SizedBounds {
  return { ...boundsOf(rect), width: rect.width, height: rect.height };
}

export function rectOf({ left, top, right, bottom }: Bounds): Rect {
  return { x: left, y: top, width: right - left, height: bottom - top };
}
