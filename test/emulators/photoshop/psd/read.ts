import { type Rect, rect } from '../../../../src/core/geometry';
import { findBlock } from '../../../../src/psd/read-blocks';
import type { PsdLayer } from '../../../../src/psd/file';
import { coverageOn } from '../model/coverage';
import { colorsOf, type DocumentState, type FileRest } from '../model/document';
import { newLayer, walk, type Layer, type LayerMask } from '../model/layer';
import { emptyRaster, WHITE, type Raster, type Samples } from '../model/raster';
import { LAYER_BLOCKS, readParts, type PsdParts } from './head';
import { readPlane } from './planes';
import { OWN_RESOURCES, profileOf, resolutionOf, targetLayer } from './resources';

/** Layer blocks that are written from the model. */
const OWN_BLOCKS = ['luni', 'lyid', 'lsct', 'lsdk', 'lspf', 'iOpa'];

/** What kind Photoshop calls the layers that carry a block. */
const KINDS: Readonly<Record<string, string>> = {
  SoCo: 'solidColor',
  GdFl: 'gradientFill',
  PtFl: 'pattern',
  levl: 'levels',
  curv: 'curves',
  nvrt: 'inversion',
  brit: 'brightnessContrast',
  hue2: 'hueSaturation',
  blnc: 'colorBalance',
  post: 'posterize',
  thrs: 'threshold',
  expA: 'exposure',
  vibA: 'vibrance',
  blwh: 'blackAndWhite',
  phfl: 'photoFilter',
  mixr: 'channelMixer',
  selc: 'selectiveColor',
  grdm: 'gradientMap',
  clrL: 'colorLookup',
};

function kindOf(layer: PsdLayer): string {
  if (layer.kind === 'pixels') return 'pixel';
  if (layer.kind === 'smart-object') return 'smartObject';
  if (layer.kind === 'group' || layer.kind === 'text') return layer.kind;
  const key = layer.blocks.map((block) => block.key).find((name) => name in KINDS);
  return (key === undefined ? undefined : KINDS[key]) ?? 'solidColor';
}

function interleave(planes: readonly (Samples | null)[], raster: Raster): Raster {
  const n = raster.colors + 1;
  planes.forEach((plane, c) => {
    const white = WHITE[raster.depth];
    for (let i = 0, to = c; to < raster.data.length; i++, to += n) {
      raster.data[to] = plane === null ? white : (plane[i] ?? 0);
    }
  });
  return raster;
}

function rasterOf(parts: PsdParts, layer: PsdLayer): Raster | null {
  if (layer.rect.width * layer.rect.height === 0) return null;
  const raster = emptyRaster(layer.rect, parts.depth, colorsOf(parts));
  const shape = { ...layer.rect, depth: parts.depth };
  const plane = (id: number): Samples | null => {
    const channel = layer.channels.find((candidate) => candidate.id === id);
    return channel ? readPlane(parts.bytes, channel.data, shape, parts.version === 2) : null;
  };
  const planes = Array.from({ length: raster.colors }, (_, c) => plane(c));
  if (planes.includes(null)) return null;
  return interleave([...planes, plane(-1)], raster);
}

function maskOf(parts: PsdParts, layer: PsdLayer): LayerMask | null {
  if (layer.mask === null) return null;
  const { rect, defaultColor, disabled, density } = layer.mask;
  const channel = layer.channels.find(({ id }) => id === -2);
  const base = { disabled, density, outside: defaultColor };
  if (!channel || rect.width * rect.height === 0) {
    return {
      ...base,
      ...coverageOn({ rect, data: new Uint8Array(), outside: defaultColor }, rect),
    };
  }
  const shape = { ...rect, depth: parts.depth };
  const plane = readPlane(parts.bytes, channel.data, shape, parts.version === 2);
  const white = WHITE[parts.depth];
  return { ...base, rect, data: Uint8Array.from(plane, (v) => Math.round((v * 255) / white)) };
}

const PATH_BLOCKS = ['vmsk', 'vsms'];
const PATH_DISABLED = 4;

/**
 * A file has what a path covers as its mask, or, where there is a layer mask beside it, as a part of
 * that one. Without either it covers everything: paths are not drawn.
 */
function masksOf(parts: PsdParts, layer: PsdLayer): Pick<Layer, 'mask' | 'vectorMask'> {
  const mask = maskOf(parts, layer);
  if (!layer.hasVectorMask) return { mask, vectorMask: null };
  const path = PATH_BLOCKS.map((key) => findBlock(layer.blocks, key)).find((block) => block);
  const flags = path ? (parts.bytes[path.data.start + 7] ?? 0) : 0;
  const disabled = (flags & PATH_DISABLED) !== 0;
  const alone = layer.mask?.fromVector === true && !layer.channels.some(({ id }) => id === -3);
  const all = { rect: rect(0, 0, 0, 0), data: new Uint8Array(0), outside: 255, density: 1 };
  return alone && mask
    ? { mask: null, vectorMask: { ...mask, disabled } }
    : { mask, vectorMask: { ...all, disabled } };
}

function artboardOf(parts: PsdParts, layer: PsdLayer): Rect | null {
  return findBlock(layer.blocks, 'artb') === null
    ? null
    : { x: 0, y: 0, width: parts.width, height: parts.height };
}

function layerOf(parts: PsdParts, source: PsdLayer, nextId: () => number): Layer {
  const { locks } = source;
  const bottom = source.index === 0 && source.name === 'Background';
  const background =
    bottom &&
    locks.transparency &&
    !source.channels.some(({ id }) => id === -1) &&
    source.role === 'layer';
  const blocks = source.blocks.filter(({ key }) => !OWN_BLOCKS.includes(key));
  const members = parts.section?.layers.filter(
    ({ parent, role }) => parent === source.index && role !== 'group-end',
  );
  return newLayer(source.id ?? nextId(), source.name, {
    kind: kindOf(source),
    background,
    raster: source.role === 'group' ? null : rasterOf(parts, source),
    ...masksOf(parts, source),
    children:
      source.role === 'group' ? (members ?? []).map((m) => layerOf(parts, m, nextId)) : null,
    artboard: artboardOf(parts, source),
    visible: source.visible,
    opacity: source.opacity,
    fillOpacity: source.fillOpacity,
    blend: source.blendMode,
    clipped: source.clipping,
    locks: {
      all: locks.transparency && locks.pixels && locks.position,
      transparency: locks.transparency && !background,
      pixels: locks.pixels,
      position: locks.position || background,
    },
    blocks: blocks.map(({ range }) => parts.bytes.slice(range.start, range.end)),
  });
}

/** A file without layers is one Background. */
function flatLayer(parts: PsdParts, nextId: () => number): Layer {
  const rect = { x: 0, y: 0, width: parts.width, height: parts.height };
  const raster = emptyRaster(rect, parts.depth, colorsOf(parts));
  const stack = { width: parts.width, height: parts.height * parts.channels, depth: parts.depth };
  const all = readPlane(parts.bytes, parts.composite, stack, parts.version === 2);
  const length = parts.width * parts.height;
  const planes = Array.from({ length: raster.colors }, (_, c) =>
    all.subarray(c * length, (c + 1) * length),
  );
  return newLayer(nextId(), 'Background', {
    background: true,
    raster: interleave([...planes, null], raster),
    locks: { all: false, transparency: false, pixels: false, position: true },
  });
}

function restOf(parts: PsdParts): FileRest {
  const bytesOf = ({ range }: { range: { start: number; end: number } }): Uint8Array =>
    parts.bytes.slice(range.start, range.end);
  return {
    resources: parts.resources.filter(({ id }) => !OWN_RESOURCES.includes(id)).map(bytesOf),
    blocks: parts.blocks.filter(({ key }) => !LAYER_BLOCKS.includes(key)).map(bytesOf),
  };
}

/** A PSD as an open document. Layers without an id of their own get one from `nextId`. */
export function readState(bytes: Uint8Array, nextId: () => number): DocumentState {
  const parts = readParts(bytes);
  const records = parts.section?.layers ?? [];
  const taken = new Set(records.map(({ id }) => id));
  const freshId = (): number => {
    for (let id = nextId(); ; id = nextId()) if (!taken.has(id)) return id;
  };
  const top = records.filter(({ parent, role }) => parent === null && role !== 'group-end');
  const layers =
    top.length > 0
      ? top.map((layer) => layerOf(parts, layer, freshId))
      : [flatLayer(parts, freshId)];
  const target = targetLayer(parts);
  const chosen = records.find(({ index, role }) => index === target && role !== 'group-end')?.id;
  const all = [...walk(layers)];
  const active = all.find(({ id }) => id === chosen) ?? layers.at(-1);
  return {
    size: { width: parts.width, height: parts.height },
    resolution: resolutionOf(parts),
    mode: parts.mode,
    depth: parts.depth,
    profile: profileOf(parts),
    layers,
    active: active ? [active.id] : [],
    selection: null,
    quickMask: false,
    rest: restOf(parts),
  };
}
