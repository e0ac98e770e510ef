import { type Rect, intersect, isEmpty } from '../../../../src/core/geometry';

/** One byte a pixel on `rect`; `outside` everywhere else. Never changed once made. */
export interface Coverage {
  readonly rect: Rect;
  readonly data: Uint8Array;
  readonly outside: number;
}

/** The values on exactly `area`. */
export function coverageOn(coverage: Coverage, area: Rect): Coverage {
  const data = new Uint8Array(area.width * area.height).fill(coverage.outside);
  const part = intersect(coverage.rect, area);
  for (let y = 0; y < part.height && !isEmpty(part); y++) {
    const from = (part.y - coverage.rect.y + y) * coverage.rect.width + part.x - coverage.rect.x;
    const to = (part.y - area.y + y) * area.width + part.x - area.x;
    data.set(coverage.data.subarray(from, from + part.width), to);
  }
  return { rect: area, data, outside: coverage.outside };
}

/** Where the values are not 0; null: nowhere. */
export function coverageExtent({ rect, data }: Coverage): Rect | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -1, -1];
  for (let y = 0, i = 0; y < rect.height; y++) {
    for (let x = 0; x < rect.width; x++, i++) {
      if (data[i] === 0) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  if (right < 0) return null;
  return { x: rect.x + left, y: rect.y + top, width: right - left + 1, height: bottom - top + 1 };
}

/** The nearest value, on `rect`. */
export function resizedCoverage(coverage: Coverage, rect: Rect): Coverage {
  const data = new Uint8Array(rect.width * rect.height);
  const fx = coverage.rect.width / rect.width;
  const fy = coverage.rect.height / rect.height;
  for (let y = 0, to = 0; y < rect.height; y++) {
    for (let x = 0; x < rect.width; x++, to++) {
      const from = Math.floor((y + 0.5) * fy) * coverage.rect.width + Math.floor((x + 0.5) * fx);
      data[to] = coverage.data[from] ?? 0;
    }
  }
  return { rect, data, outside: coverage.outside };
}
