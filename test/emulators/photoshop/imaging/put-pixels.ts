import { intersect, union } from '../../../../src/core/geometry';
import { changeLayer } from '../api/change-layer';
import { documentSpace } from '../api/profile';
import { convertColors, colorCount } from '../model/color';
import { canvasOf, type DocumentState } from '../model/document';
import type { Layer } from '../model/layer';
import { emptyRaster, held, onArea, toDepth, trimmed, WHITE, type Raster } from '../model/raster';
import { guardImaging } from '../modal-guard';
import { notify } from '../notify';
import { call, errorOf, type Sim } from '../sim';
import { checkOptions } from '../strict';
import { hasAlpha, isDisposed, pictureOf, type Picture } from './image-data';
import { layerIn, targetDocument } from './source';

export interface PutOptions {
  readonly documentID?: number;
  readonly layerID: number;
  readonly imageData: object;
  readonly replace?: boolean;
  readonly targetBounds?: {
    readonly left?: number;
    readonly top?: number;
    readonly width?: number;
    readonly height?: number;
  };
  readonly commandName?: string;
}

export const PUT_OPTIONS = [
  'documentID',
  'layerID',
  'imageData',
  'replace',
  'targetBounds',
  'commandName',
];

/** The data as a raster of the document at its place. */
function asRaster(sim: Sim, picture: Picture, state: DocumentState, options: PutOptions): Raster {
  const { left = 0, top = 0, width, height } = options.targetBounds ?? {};
  const colors = colorCount(picture.space.name);
  const n = colors + (hasAlpha(picture) ? 1 : 0);
  const rect = { x: left, y: top, width: picture.width, height: picture.height };
  const raster = emptyRaster(rect, picture.depth, colors);
  for (let i = 0; i < picture.width * picture.height; i++) {
    for (let c = 0; c <= colors; c++) {
      const value = c < n ? picture.data[i * n + c] : WHITE[picture.depth];
      raster.data[i * (colors + 1) + c] = value ?? 0;
    }
  }
  const own = documentSpace(state);
  const same = own.name === picture.space.name && own.profile === picture.space.profile;
  const fitted = same
    ? toDepth(raster, state.depth)
    : convertColors(raster, picture.space, own, state.depth);
  const wanted = width !== undefined && height !== undefined && !sim.rules('W3');
  return wanted ? onArea(fitted, { ...rect, width, height }) : fitted;
}

function laidOver(below: Raster | null, above: Raster, erases: boolean): Raster {
  if (below === null) return above;
  const out = onArea(below, union(below.rect, above.rect));
  const source = onArea(above, out.rect);
  const inside = onArea({ ...above, data: above.data.slice().fill(1) }, out.rect);
  const { colors, depth } = out;
  const white = WHITE[depth];
  for (let i = 0; i < out.data.length; i += colors + 1) {
    const a = (source.data[i + colors] ?? 0) / white;
    const b = (out.data[i + colors] ?? 0) / white;
    const total = a + b * (1 - a);
    if (erases && (inside.data[i] ?? 0) > 0) {
      for (let c = 0; c <= colors; c++) out.data[i + c] = source.data[i + c] ?? 0;
    } else if (a > 0) {
      for (let c = 0; c < colors; c++) {
        const [s, d] = [source.data[i + c] ?? 0, out.data[i + c] ?? 0];
        out.data[i + c] = held((s * a + d * b * (1 - a)) / total, depth);
      }
      out.data[i + colors] = held(total * white, depth);
    }
  }
  return out;
}

/** Colours only, where there were pixels before. */
function keepAlpha(before: Raster | null, after: Raster): Raster | null {
  if (before === null) return null;
  const out = onArea(before, before.rect);
  const source = onArea(after, before.rect);
  const { colors } = out;
  for (let i = 0; i < out.data.length; i += colors + 1) {
    if ((source.data[i + colors] ?? 0) === 0) continue;
    for (let c = 0; c < colors; c++) out.data[i + c] = source.data[i + c] ?? 0;
  }
  return out;
}

function opaque(raster: Raster): Raster {
  const out = { ...raster, data: raster.data.slice() };
  for (let i = out.colors; i < out.data.length; i += out.colors + 1) out.data[i] = WHITE[out.depth];
  return out;
}

function written(sim: Sim, layer: Layer, raster: Raster, options: PutOptions): Raster | null {
  const replaces = (options.replace ?? true) && sim.rules('W2');
  if (layer.background) {
    return opaque(laidOver(layer.raster, raster, false));
  }
  if (layer.locks.transparency && sim.rules('S17')) return keepAlpha(layer.raster, raster);
  return replaces ? trimmed(raster) : laidOver(layer.raster, raster, !sim.rules('W11'));
}

/** Whether writing to the layer is silently ignored. */
export function refusesQuietly(sim: Sim, { locks }: Layer): boolean {
  if (!locks.all && !locks.pixels) return false;
  if (sim.switches.lockedThrows) throw errorOf(sim, 'the layer is locked');
  return sim.rules('S16');
}

function checkFit(sim: Sim, picture: Picture, state: DocumentState, layer: Layer): void {
  if (layer.kind !== 'pixel' && sim.rules('W1')) throw errorOf(sim, 'this is no pixel layer');
  const differs = picture.depth !== state.depth && !sim.switches.depthConverts;
  if (differs && sim.rules('W5')) throw errorOf(sim, 'the depth is not the document’s');
  const intoGray = documentSpace(state).name === 'Grayscale' && picture.space.name !== 'Grayscale';
  if (intoGray && sim.rules('W6')) throw errorOf(sim, 'colour into a gray document');
}

export function putPixels(sim: Sim, given: PutOptions): Promise<void> {
  checkOptions(sim, 'putPixels', given, PUT_OPTIONS);
  const options = { ...given };
  return call(sim, 'imaging.putPixels', () => {
    if (sim.rules('W9')) guardImaging(sim, 'X6');
    if (isDisposed(options.imageData) && sim.rules('W7')) throw errorOf(sim, 'disposed');
    const document = targetDocument(sim, options.documentID);
    const { state } = document;
    const wanted = options.layerID as number | undefined;
    if (wanted === undefined && sim.rules('W1')) throw errorOf(sim, 'layerID is required');
    const layer = layerIn(sim, state, wanted ?? state.active[0] ?? -1);
    const picture = pictureOf(sim, options.imageData);
    checkFit(sim, picture, state, layer);
    if (refusesQuietly(sim, layer) && sim.rules('W8')) return;
    let raster = asRaster(sim, picture, state, options);
    if (!sim.rules('W4')) raster = onArea(raster, intersect(raster.rect, canvasOf(state)));
    const next = written(sim, layer, raster, options);
    sim.justWritten = true;
    changeLayer(sim, document, layer.id, options.commandName ?? 'Put Pixels', (old) => ({
      ...old,
      raster: next,
      mask: sim.rules('W10') ? old.mask : null,
    }));
    notify(sim, 'set', { _target: [{ _ref: 'layer', _id: layer.id }], documentID: document.id });
  });
}
