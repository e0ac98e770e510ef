import { type Rect, rect, union } from '../../../../src/core/geometry';
import type { Layer } from '../model/layer';
import { pixelExtent } from '../model/raster';

const extents = new WeakMap<object, Rect>();
const NOWHERE = rect(0, 0, 0, 0);

/** Where a layer has pixels; groups: their members. Empty at 0, 0 where there are none. */
export function extentOf(layer: Layer): Rect {
  if (layer.children) return layer.children.map(extentOf).reduce(union, NOWHERE);
  const { raster } = layer;
  if (raster === null) return NOWHERE;
  const known = extents.get(raster) ?? pixelExtent(raster) ?? NOWHERE;
  extents.set(raster, known);
  return known;
}
