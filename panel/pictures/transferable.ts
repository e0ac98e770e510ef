import type { LayerResult } from '../../src/core/document';

/** The buffers of a result, each once; memory that threads share cannot be transferred. */
export function buffersOf(result: LayerResult): ArrayBuffer[] {
  const views = [result.image.data, result.mask.data];
  if (result.mode === 'smart-object') views.push(result.content.data);
  const buffers = new Set(views.map((view) => view.buffer));
  return [...buffers].filter((buffer) => buffer instanceof ArrayBuffer);
}
