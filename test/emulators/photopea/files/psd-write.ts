import { writePsdUint8Array, type BlendMode, type Layer as PsdLayer, type PixelData } from 'ag-psd';
import { rectOfSize } from '../../../../src/core/geometry';
import { byteOf, type Layer, type LayerMask, type Layers } from '../model/layer';
import type { Raster } from '../model/raster';
import { renderLayers, type Look } from '../model/render';
import type { DocumentState } from '../model/state';
import { writeFlatPsd } from './flat-psd';
import { prepareAgPsd } from './psd-read';
import { withLayerIds } from './layer-ids';
import { withMerged } from './merged';
import { withProfile } from './psd-resources';

function pixelsOf(raster: Raster): PixelData {
  const { width, height } = raster.rect;
  return { width, height, data: raster.data };
}

function psdMask(mask: LayerMask): NonNullable<PsdLayer['mask']> {
  const { rect, data } = mask;
  const gray = new Uint8ClampedArray(data.length * 4);
  data.forEach((value, i) => gray.set([value, value, value, 255], i * 4));
  return {
    left: rect.x,
    top: rect.y,
    right: rect.x + rect.width,
    bottom: rect.y + rect.height,
    defaultColor: mask.outside,
    disabled: mask.disabled,
    imageData: { width: rect.width, height: rect.height, data: gray },
  };
}

function psdLayer(layer: Layer): PsdLayer {
  const { raster, mask, children } = layer;
  const { x, y, width, height } = raster?.rect ?? { x: 0, y: 0, width: 0, height: 0 };
  return {
    ...layer.rest,
    name: layer.name,
    id: layer.id,
    left: x,
    top: y,
    right: x + width,
    bottom: y + height,
    hidden: !layer.visible,
    opacity: byteOf(layer.opacity) / 255,
    fillOpacity: byteOf(layer.fillOpacity) / 255,
    blendMode: layer.blend as BlendMode,
    clipping: layer.clipped,
    ...(mask && { mask: psdMask(mask) }),
    ...(raster && { imageData: pixelsOf(raster) }),
    ...(children && { children: children.map(psdLayer) }),
  };
}

function planesOf(raster: Raster, count: number, value: (v: number) => number): number[][] {
  const pixels = raster.data.length / 4;
  return Array.from({ length: count }, (_, c) =>
    Array.from({ length: pixels }, (_pixel, i) => value(raster.data[i * 4 + c] ?? 0)),
  );
}

/** 16-bit and CMYK documents are written without layers: ag-psd, like most readers, finds none in them. */
function flat(state: DocumentState, merged: Raster): Uint8Array {
  const base = { ...state.size, depth: state.depth };
  if (state.mode === 'rgb') {
    return writeFlatPsd({ ...base, colorMode: 3, planes: planesOf(merged, 4, (v) => v) });
  }
  const black = new Uint8Array(state.size.width * state.size.height).fill(255);
  const inks = planesOf(merged, 3, (v) => v);
  return writeFlatPsd({ ...base, colorMode: 4, planes: [...inks, black] });
}

function idsOf(layers: Layers): number[] {
  return layers.flatMap(({ id, children }) => [...(children ? idsOf(children) : []), id]);
}

/** The whole document as PSD bytes. */
export function writePsdState(state: DocumentState, look: Look, keepsProfile = true): Uint8Array {
  prepareAgPsd();
  const merged = renderLayers(state.layers, rectOfSize(state.size), state.depth, look);
  const profile = keepsProfile ? state.profile : null;
  if (state.depth === 16 || state.mode === 'cmyk') return withProfile(flat(state, merged), profile);
  const bytes = writePsdUint8Array(
    {
      ...state.rest,
      ...state.size,
      channels: 3,
      children: state.layers.map(psdLayer),
      linkedFiles: [...state.linkedFiles],
      imageData: pixelsOf(merged),
    },
    { generateThumbnail: false, trimImageData: false, noBackground: true },
  );
  // ag-psd changes numbers that two layers share.
  const numbered = withLayerIds(bytes, idsOf(state.layers));
  return withProfile(withMerged(numbered, merged), profile);
}
