import { isEmpty } from '../../core/geometry';
import type { Mask } from '../../core/mask';
import { decodeLayer } from '../../psd/decode-layer';
import { decodeMask } from '../../psd/decode-mask';
import type { PsdFile, PsdLayer, PsdMask, PsdNode } from '../../psd/file';
import type { Layer, LayerMask, Raster, Simplified } from '../document/layer';

/** Modes in which fill opacity does not act like opacity. */
const SPECIAL_FILL = new Set([
  'color-burn',
  'linear-burn',
  'color-dodge',
  'linear-dodge',
  'vivid-light',
  'linear-light',
  'hard-mix',
  'difference',
]);

/** The file's layers, bottom first; pixels are decoded when they are asked for. */
export function layersOf(
  file: PsdFile,
  idOf: (key: string) => string = (key) => key,
): readonly Layer[] {
  return file.tree.map((node) => layerOf(file, node, idOf));
}

function layerOf(file: PsdFile, node: PsdNode, idOf: (key: string) => string): Layer {
  const { layer } = node;
  const base = {
    id: idOf(layer.key),
    key: layer.key,
    name: layer.name,
    kind: layer.kind,
    visible: layer.visible,
    locked: layer.locks.pixels || layer.locks.position || layer.locks.transparency,
    opacity: layer.opacity / 255,
    blend: layer.blendMode,
    clipped: layer.clipping,
    mask: maskOf(file, layer),
    simplified: simplifiedOf(file, layer),
  };
  if (layer.role === 'group') {
    return { ...base, children: node.children.map((child) => layerOf(file, child, idOf)) };
  }
  const fill = layer.fillOpacity / 255;
  return { ...base, children: null, fill, raster: rasterOf(file, layer), content: null };
}

function rasterOf(file: PsdFile, layer: PsdLayer): Raster | null {
  if (isEmpty(layer.rect)) return null;
  return {
    rect: layer.rect,
    depth: file.header.depth,
    load: () => decodeLayer(file, layer),
  };
}

function maskOf(file: PsdFile, layer: PsdLayer): LayerMask | null {
  const { mask } = layer;
  if (mask === null || mask.disabled) return null;
  const change = changeOf(mask);
  return {
    rect: mask.rect,
    outside: change(mask.defaultColor),
    load: () => changed(decodeMask(file, layer), mask, change),
  };
}

function changeOf({ inverted, density }: PsdMask): (value: number) => number {
  return (value) => {
    const shown = inverted ? 255 - value : value;
    return Math.round(255 - density * (255 - shown));
  };
}

function changed(
  mask: Mask | null,
  { rect, inverted, density }: PsdMask,
  change: (v: number) => number,
): Mask {
  if (mask === null) return { width: rect.width, height: rect.height, data: new Uint8Array() };
  if (inverted || density < 1) {
    for (let i = 0; i < mask.data.length; i++) mask.data[i] = change(mask.data[i] as number);
  }
  return mask;
}

function simplifiedOf(file: PsdFile, layer: PsdLayer): readonly Simplified[] {
  const found: Simplified[] = [];
  if (layer.hasEffects) found.push('effects');
  if (layer.hasVectorMask && layer.mask?.fromVector !== true && layer.kind !== 'shape') {
    found.push('vector-mask');
  }
  if (layer.mask !== null && !layer.mask.disabled && layer.mask.feather > 0)
    found.push('mask-feather');
  if (layer.blendMode === 'dissolve') found.push('dissolve');
  if (layer.fillOpacity < 255 && SPECIAL_FILL.has(layer.blendMode)) found.push('fill-opacity');
  const knockout = layer.blocks.find(({ key }) => key === 'knko');
  if (knockout !== undefined && file.bytes[knockout.data.start] !== 0) found.push('knockout');
  if (layer.role === 'layer' && isEmpty(layer.rect)) {
    const { kind } = layer;
    if (kind === 'adjustment' || kind === 'fill' || kind === 'text') found.push(kind);
    if (kind === 'smart-object' || kind === 'shape') found.push(kind);
  }
  return found;
}
