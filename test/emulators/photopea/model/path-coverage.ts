import { createCanvas } from '@napi-rs/canvas';
import type { Rect } from '../../../../src/core/geometry';
import type { Coverage } from './raster';

/** What a path is made of, in document pixels. */
export interface PathPen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  bezierCurveTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): void;
}

/** A canvas that ends where its path does has that path cut first, which moves some edges a little. */
const MARGIN = 1;

/**
 * How much of each pixel of `rect` lies inside closed paths (even-odd). The editor fills paths with the browser's
 * canvas, and the soft edges of its selections are those of Skia's; so are these.
 */
export function fillPath(rect: Rect, draw: (pen: PathPen) => void): Coverage {
  const { x, y, width, height } = rect;
  const data = new Uint8Array(width * height);
  if (data.length === 0) return { rect, data, outside: 0 };
  const canvas = createCanvas(width + 2 * MARGIN, height + 2 * MARGIN);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.translate(MARGIN - x, MARGIN - y);
  context.beginPath();
  draw(context);
  context.fill('evenodd');
  const { data: pixels } = context.getImageData(MARGIN, MARGIN, width, height);
  for (let i = 0; i < data.length; i++) data[i] = pixels[i * 4 + 3] ?? 0;
  return { rect, data, outside: 0 };
}
