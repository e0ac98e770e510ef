import { type Rect, rectOfSize } from '../../../../src/core/geometry';
import type { Layer } from './layer';
import { coverageAt, cutRaster, emptyRaster, type Raster } from './raster';
import { renderLayers, type Look } from './render';
import type { DocumentState, Selection } from './state';

export type Color = readonly [red: number, green: number, blue: number];

/** Normal blending of a flat colour, as strong as the selection says. */
export function fillLayer(
  layer: Layer,
  state: DocumentState,
  color: Color,
  opacity: number,
): Layer {
  const canvas = rectOfSize(state.size);
  const before = layer.raster && cutRaster(layer.raster, canvas);
  const out = emptyRaster(canvas, state.depth);
  const top = state.depth === 8 ? 255 : 65535;
  const scale = state.depth === 8 ? 1 : 257;
  for (let y = 0, i = 0; y < canvas.height; y++) {
    for (let x = 0; x < canvas.width; x++, i += 4) {
      const chosen = state.selection ? coverageAt(state.selection, x, y) : 255;
      const alpha = (chosen / 255) * opacity;
      const under = before ? pixelAt(before, x, y) : [0, 0, 0, 0];
      const base = (under[3] ?? 0) / top;
      const result = alpha + base * (1 - alpha);
      if (result === 0) continue;
      for (let c = 0; c < 3; c++) {
        const above = (color[c] ?? 0) * scale * alpha;
        out.data[i + c] = Math.round((above + (under[c] ?? 0) * base * (1 - alpha)) / result);
      }
      out.data[i + 3] = Math.round(result * top);
    }
  }
  return { ...layer, raster: out };
}

function pixelAt(raster: Raster, x: number, y: number): ArrayLike<number> {
  const column = x - raster.rect.x;
  const row = y - raster.rect.y;
  if (column < 0 || row < 0 || column >= raster.rect.width || row >= raster.rect.height) {
    return [0, 0, 0, 0];
  }
  const i = (row * raster.rect.width + column) * 4;
  return raster.data.subarray(i, i + 4);
}

/** The layers' pixels on `area` with alpha × selection, as a copy to the clipboard takes them. */
export function copyPixels(
  state: DocumentState,
  layers: readonly Layer[],
  selection: Selection,
  area: Rect,
  look: Look,
): Raster {
  const raster = renderLayers(layers, area, state.depth, look);
  const data = raster.data.slice();
  for (let y = 0, i = 3; y < area.height; y++) {
    for (let x = 0; x < area.width; x++, i += 4) {
      const chosen = coverageAt(selection, area.x + x, area.y + y);
      data[i] = Math.round(((data[i] ?? 0) * chosen) / 255);
    }
  }
  return { ...raster, data };
}
