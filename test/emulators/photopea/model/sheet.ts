import type { Rect } from '../../../../src/core/geometry';
import type { Depth } from '../../../../src/core/image';
import { newSamples, type Raster, type Samples } from './raster';
import { blendOf } from './blend';

/** Straight RGBA on `rect` that is drawn upon. Values are whole steps of its depth, as the editor keeps them. */
export interface Sheet {
  readonly rect: Rect;
  readonly depth: Depth;
  readonly data: Samples;
}

export function blankSheet(rect: Rect, depth: Depth): Sheet {
  return { rect, depth, data: newSamples(rect.width * rect.height * 4, depth) };
}

export function copySheet(sheet: Sheet): Sheet {
  return { ...sheet, data: sheet.data.slice() };
}

export function topOf(depth: Depth): number {
  return depth === 8 ? 255 : 65535;
}

export function placeOf(rect: Rect, x: number, y: number): number {
  return ((y - rect.y) * rect.width + x - rect.x) * 4;
}

/** `kept`: only colours change, and those of what is there already count as opaque. */
export type Shape = 'grows' | 'kept';

/**
 * Draws `above` on `below`, rounded to whole steps. In "kept" shape the alpha of `below` stays and its colours are
 * treated as opaque: so a clipped layer lies on its base.
 */
export function draw(
  below: Sheet,
  above: Sheet,
  mode: string,
  opacity: number,
  shape: Shape = 'grows',
): void {
  const blend = blendOf(mode);
  const top = topOf(below.depth);
  const [b, a] = [below.data, above.data];
  for (let i = 0; i < b.length; i += 4) {
    const alpha = ((a[i + 3] ?? 0) / top) * opacity;
    const beneath = (b[i + 3] ?? 0) / top;
    if (alpha === 0 || (shape === 'kept' && beneath === 0)) continue;
    const base = shape === 'kept' ? 1 : beneath;
    const out = alpha + base * (1 - alpha);
    const mixed = blend && base > 0 ? blend(colorAt(b, i, top), colorAt(a, i, top)) : null;
    for (let c = 0; c < 3; c++) {
      const under = b[i + c] ?? 0;
      const over = a[i + c] ?? 0;
      const blended = mixed === null ? over : (1 - base) * over + base * (mixed[c] ?? 0) * top;
      b[i + c] = Math.round((alpha * blended + (1 - alpha) * base * under) / out);
    }
    if (shape === 'grows') b[i + 3] = Math.round(out * top);
  }
}

function colorAt(data: Samples, i: number, top: number): [number, number, number] {
  return [(data[i] ?? 0) / top, (data[i + 1] ?? 0) / top, (data[i + 2] ?? 0) / top];
}

/**
 * Brings back what was there before where `share` (0…1) is below 1. This is how the editor applies a mask: to the
 * finished, rounded result of drawing and not to the alpha of what it draws.
 */
export function fadeTo(before: Sheet, drawn: Sheet, share: (x: number, y: number) => number): void {
  const { x, y, width, height } = drawn.rect;
  const [b, d] = [before.data, drawn.data];
  for (let row = 0, i = 0; row < height; row++) {
    for (let column = 0; column < width; column++, i += 4) {
      const kept = share(x + column, y + row);
      if (kept === 1) continue;
      const was = (b[i + 3] ?? 0) * (1 - kept);
      const is = (d[i + 3] ?? 0) * kept;
      const alpha = was + is;
      for (let c = i; alpha > 0 && c < i + 3; c++) {
        d[c] = Math.round(((b[c] ?? 0) * was + (d[c] ?? 0) * is) / alpha);
      }
      d[i + 3] = Math.round(alpha);
    }
  }
}

export function rasterOf({ rect, depth, data }: Sheet): Raster {
  for (let i = 0; i < data.length; i += 4) if (data[i + 3] === 0) data.fill(0, i, i + 3);
  return { rect, depth, data };
}
