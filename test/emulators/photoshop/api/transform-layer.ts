import type { Rect } from '../../../../src/core/geometry';
import { resizedCoverage } from '../model/coverage';
import type { Layer, LayerMask } from '../model/layer';
import { resized, type Raster } from '../model/raster';

/** Where an anchor such as `top-left` lies, 0…1 of width and height. */
function anchorAt(anchor: string): readonly [x: number, y: number] {
  const [vertical = 'middle', horizontal = 'center'] = anchor.split('-');
  const shares: Readonly<Record<string, number>> = {
    top: 0,
    left: 0,
    middle: 0.5,
    center: 0.5,
    bottom: 1,
    right: 1,
  };
  return [shares[horizontal] ?? 0.5, shares[vertical] ?? 0.5];
}

export function translated(layer: Layer, dx: number, dy: number): Layer {
  const moved = (rect: Rect): Rect => ({ ...rect, x: rect.x + dx, y: rect.y + dy });
  const { raster, mask, vectorMask } = layer;
  return {
    ...layer,
    raster: raster && { ...raster, rect: moved(raster.rect) },
    mask: mask && { ...mask, rect: moved(mask.rect) },
    vectorMask: vectorMask && { ...vectorMask, rect: moved(vectorMask.rect) },
    children: layer.children?.map((child) => translated(child, dx, dy)) ?? null,
  };
}

/** On `rect`, sampled anew; a smart object from its content. */
export function placedOn(layer: Layer, rect: Rect): Layer {
  const source: Raster | null = layer.smart?.picture ?? layer.raster;
  const raster = source && rect.width > 0 && rect.height > 0 ? resized(source, rect) : layer.raster;
  return { ...layer, raster };
}

/** Shares of the size, around an anchor of the layer's bounds. */
export function scaled(layer: Layer, sx: number, sy: number, anchor: string): Layer {
  if (layer.raster === null) return layer;
  const { x, y, width, height } = layer.raster.rect;
  const [ax, ay] = anchorAt(anchor);
  const w = Math.max(1, Math.round(width * sx));
  const h = Math.max(1, Math.round(height * sy));
  const left = Math.round(x + width * ax - w * ax);
  const top = Math.round(y + height * ay - h * ay);
  return placedOn(layer, { x: left, y: top, width: w, height: h });
}

/** As resizing the whole document does. */
export function enlarged(layer: Layer, fx: number, fy: number): Layer {
  const grow = ({ x, y, width, height }: Rect): Rect => {
    const [left, top] = [Math.round(x * fx), Math.round(y * fy)];
    const right = Math.round((x + width) * fx);
    return { x: left, y: top, width: right - left, height: Math.round((y + height) * fy) - top };
  };
  const { raster } = layer;
  const grown = (mask: LayerMask | null): LayerMask | null =>
    mask && { ...mask, ...resizedCoverage(mask, grow(mask.rect)) };
  return {
    ...layer,
    raster: raster && resized(layer.smart?.picture ?? raster, grow(raster.rect)),
    mask: grown(layer.mask),
    vectorMask: grown(layer.vectorMask),
    children: layer.children?.map((child) => enlarged(child, fx, fy)) ?? null,
  };
}
