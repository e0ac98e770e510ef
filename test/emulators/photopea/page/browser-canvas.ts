/** In a browser the canvas of `@napi-rs/canvas` is the browser's own. */
export function createCanvas(width: number, height: number): OffscreenCanvas {
  return new OffscreenCanvas(width, height);
}
