import { type Rect, intersect, isEmpty } from '../../../../src/core/geometry';
import type { Layer, LayerMask } from './layer';
import { mapLayers } from './layer';
import { moveShapes } from './move-shapes';
import { coverageOn, cutRaster, shiftCoverage, shiftRaster, withoutClearEdges } from './raster';
import { selectionOf, type DocumentState } from './state';

function cutMask(mask: LayerMask, area: Rect): LayerMask {
  const part = intersect(mask.rect, area);
  const cut = isEmpty(part)
    ? { rect: { ...part, width: 0, height: 0 }, data: new Uint8Array(0), outside: mask.outside }
    : coverageOn(mask, part);
  return { ...mask, ...shiftCoverage(cut, -area.x, -area.y) };
}

function cutLayer(layer: Layer, area: Rect): Layer {
  const inside = layer.raster && cutRaster(layer.raster, area);
  const raster = inside && withoutClearEdges(inside);
  return {
    ...layer,
    rest: moveShapes(layer.rest, { scaleX: 1, scaleY: 1, dx: -area.x, dy: -area.y }),
    raster: raster && shiftRaster(raster, -area.x, -area.y),
    mask: layer.mask && cutMask(layer.mask, area),
  };
}

/** `area` becomes the canvas; what lies outside is gone, and so are wholly transparent edges of what is left. */
export function cropState(state: DocumentState, area: Rect): DocumentState {
  const { selection } = state;
  const kept = selection && shiftCoverage(coverageOn(selection, area), -area.x, -area.y);
  return {
    ...state,
    size: { width: area.width, height: area.height },
    layers: mapLayers(state.layers, (layer) => cutLayer(layer, area)),
    selection: kept && selectionOf(kept),
  };
}
