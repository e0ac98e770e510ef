import { type Rect, intersect } from '../../../../src/core/geometry';
import { boundsOf } from '../api/bounds';
import { extentOf } from '../api/layer-bounds';
import { documentSpace } from '../api/profile';
import {
  convertColors,
  isKnownProfile,
  WORKING,
  type ColorSpace,
  type SpaceName,
} from '../model/color';
import { canvasOf, type DocumentState } from '../model/document';
import { mapLayers, type Layer } from '../model/layer';
import {
  held,
  newSamples,
  onArea,
  resized,
  toDepth,
  WHITE,
  type PixelDepth,
  type Raster,
} from '../model/raster';
import { renderDocument } from '../model/render';
import { ADJUSTMENT_KINDS } from '../api/constants';
import { guardImaging } from '../modal-guard';
import { call, errorOf, type Sim } from '../sim';
import { checkOptions } from '../strict';
import { newImageData } from './image-data';
import {
  boundsOption,
  layerIn,
  readable,
  stateAt,
  targetDocument,
  type BoundsOption,
} from './source';

export interface TargetSize {
  readonly width?: number;
  readonly height?: number;
}

export interface GetPixelsOptions {
  readonly documentID?: number;
  readonly layerID?: number;
  readonly historyStateID?: number;
  readonly sourceBounds?: BoundsOption;
  readonly targetSize?: TargetSize;
  readonly colorSpace?: SpaceName;
  readonly colorProfile?: string;
  readonly componentSize?: number;
  readonly applyAlpha?: boolean;
}

const OPTIONS = [
  'documentID',
  'layerID',
  'historyStateID',
  'sourceBounds',
  'targetSize',
  'colorSpace',
  'colorProfile',
  'componentSize',
  'applyAlpha',
];

const UNREADABLE = new Set<string>(Object.values(ADJUSTMENT_KINDS));

interface Source {
  readonly raster: Raster;
  readonly extent: Rect;
  readonly hasAlpha: boolean;
}

function sourceOf(sim: Sim, state: DocumentState, id: number | undefined): Source {
  if (id === undefined) {
    const apart = (layer: Layer): Layer => ({ ...layer, clipped: false });
    const layers = sim.rules('G15') ? state.layers : mapLayers(state.layers, apart);
    const raster = renderDocument({ ...state, layers });
    return { raster, extent: canvasOf(state), hasAlpha: !isOpaque(raster) };
  }
  const layer = layerIn(sim, state, id);
  const composed = layer.children !== null || UNREADABLE.has(layer.kind);
  if (composed && sim.rules('G2') && !sim.switches.groupReads) {
    throw errorOf(sim, 'this layer has no pixels of its own');
  }
  const raster =
    layer.raster ?? renderDocument({ ...state, layers: [{ ...layer, visible: true }] });
  const extent = extentOf(layer);
  const clipped = sim.rules('G5') ? extent : intersect(extent, canvasOf(state));
  return { raster, extent: clipped, hasAlpha: !layer.background };
}

function isOpaque({ data, colors, depth }: Raster): boolean {
  for (let i = colors; i < data.length; i += colors + 1) if (data[i] !== WHITE[depth]) return false;
  return true;
}

function depthOf(sim: Sim, size: number | undefined, state: DocumentState): PixelDepth {
  if (size === undefined || size === -1 || !sim.rules('G8')) return state.depth;
  if (size === 8 || size === 16 || size === 32) return size;
  throw errorOf(sim, `componentSize ${size} is not 8, 16 or 32`);
}

/** The space that the caller gets. */
function wantedSpace(sim: Sim, own: ColorSpace, options: GetPixelsOptions): ColorSpace {
  const { colorSpace = own.name, colorProfile } = options;
  if (!sim.rules('G9')) return own;
  if (!['RGB', 'Grayscale', 'Lab'].includes(colorSpace)) {
    throw errorOf(sim, 'unknown colour space');
  }
  if (colorProfile !== undefined && colorProfile !== own.profile) {
    if (!isKnownProfile(colorSpace, colorProfile)) throw errorOf(sim, 'unknown colour profile');
  }
  const same = colorSpace === own.name;
  return { name: colorSpace, profile: colorProfile ?? (same ? own.profile : WORKING[colorSpace]) };
}

function converted(raster: Raster, from: ColorSpace, to: ColorSpace, depth: PixelDepth): Raster {
  const same = from.name === to.name && from.profile === to.profile;
  const linear = (raster.depth === 32) !== (depth === 32);
  return same && !linear ? toDepth(raster, depth) : convertColors(raster, from, to, depth);
}

/** `level` halves the source so often that it is still at least as large as the target. */
function levelOf(part: Rect, target: { readonly width: number; readonly height: number }): number {
  const factor = Math.min(part.width / target.width, part.height / target.height);
  return Math.max(0, Math.floor(Math.log2(Math.max(1, factor))));
}

function scaledSize(part: Rect, { width, height }: TargetSize): { width: number; height: number } {
  const ratio = part.width / part.height;
  const w = width ?? Math.max(1, Math.round((height ?? part.height) * ratio));
  return { width: w, height: height ?? Math.max(1, Math.round(w / ratio)) };
}

/** Interleaved values without alpha, or with it, as the caller gets them. */
function values(sim: Sim, raster: Raster, alpha: boolean, matte: boolean): Raster['data'] {
  const { colors, data, depth, rect } = raster;
  const bare = sim.rules('G11');
  const { premultiplied } = sim.switches;
  if (alpha && !matte && bare && !premultiplied) return data.slice();
  const n = colors + (alpha && !matte ? 1 : 0);
  const out = newSamples(rect.width * rect.height * n, depth);
  const white = WHITE[depth];
  for (let i = 0, at = 0; i < out.length; i += n, at += colors + 1) {
    const a = data[at + colors] ?? 0;
    for (let c = 0; c < n; c++) {
      const value = data[at + c] ?? 0;
      if (c === colors) out[i + c] = value;
      else if (matte) out[i + c] = held((value * a) / white + (white - a), depth);
      else if (premultiplied) out[i + c] = held((value * a) / white, depth);
      else out[i + c] = a === 0 && !bare ? 0 : value;
    }
  }
  return out;
}

export function getPixels(sim: Sim, given: GetPixelsOptions): Promise<object> {
  checkOptions(sim, 'getPixels', given, OPTIONS);
  const options = structuredClone(given);
  return call(sim, 'imaging.getPixels', () => {
    if (!sim.switches.readsOutsideModal) guardImaging(sim, 'X5');
    if (sim.justWritten && sim.switches.flakyReadAfterWrite && sim.rules('G13')) {
      sim.justWritten = false;
      throw errorOf(sim, 'Photoshop Error. Code: -1');
    }
    const document = targetDocument(sim, options.documentID);
    return read(sim, stateAt(sim, document, options.historyStateID), options);
  });
}

function read(sim: Sim, state: DocumentState, options: GetPixelsOptions): object {
  const own = documentSpace(state);
  if (state.mode === 'cmyk' && !sim.switches.cmykConverts && sim.rules('G9')) {
    throw errorOf(sim, 'pixels of this colour mode cannot be read');
  }
  const { raster, extent, hasAlpha } = sourceOf(sim, state, options.layerID);
  const wanted = options.sourceBounds ? boundsOption(sim, options.sourceBounds, false) : extent;
  const part = readable(sim, wanted, extent);
  let cut = onArea(raster, part);
  let level = 0;
  let bounds = part;
  if (options.targetSize && sim.rules('G6')) {
    if (sim.switches.targetSizeFails && sim.rules('G7')) throw errorOf(sim, 'targetSize failed');
    const size = scaledSize(part, options.targetSize);
    level = levelOf(part, size);
    bounds = {
      x: part.x >> level,
      y: part.y >> level,
      width: Math.ceil(part.width / 2 ** level),
      height: Math.ceil(part.height / 2 ** level),
    };
    cut = resized(cut, { x: 0, y: 0, ...size });
  }
  const space = wantedSpace(sim, own, options);
  const depth = depthOf(sim, options.componentSize, state);
  const result = converted(cut, own, space, depth);
  const matte = options.applyAlpha === true && sim.rules('G10');
  const imageData = newImageData(sim, {
    width: result.rect.width,
    height: result.rect.height,
    components: result.colors + (hasAlpha && !matte ? 1 : 0),
    depth,
    space: space.name === 'Lab' && !sim.rules('G14') ? { ...space, profile: '' } : space,
    isChunky: true,
    data: values(sim, result, hasAlpha, matte),
  });
  return { imageData, sourceBounds: boundsOf(bounds), level };
}
