import { type Rect, intersect, union } from '../../../../src/core/geometry';
import { boundsOf } from '../api/bounds';
import { changeLayer } from '../api/change-layer';
import { asSelection, fullRect, selectionOf } from '../api/selection-object';
import { commit } from '../history';
import { coverageExtent, coverageOn, type Coverage } from '../model/coverage';
import { canvasOf, type DocumentState } from '../model/document';
import type { LayerMask } from '../model/layer';
import { WHITE } from '../model/raster';
import { guardImaging } from '../modal-guard';
import { call, errorOf, type Sim } from '../sim';
import { checkOptions } from '../strict';
import { isDisposed, newImageData, pictureOf } from './image-data';
import { PUT_OPTIONS, refusesQuietly, type PutOptions } from './put-pixels';
import { boundsOption, layerIn, readable, targetDocument, type BoundsOption } from './source';

const GRAY = { name: 'Grayscale', profile: 'Gray Gamma 2.2' } as const;

interface ReadOptions {
  readonly documentID?: number;
  readonly layerID: number;
  readonly kind?: string;
  readonly sourceBounds?: BoundsOption;
}

function answer(sim: Sim, coverage: Coverage, part: Rect, state: DocumentState): object {
  const { data } = coverageOn(coverage, part);
  const deep = state.depth === 16 && (sim.switches.maskDepthFollowsDoc || !sim.rules('K8'));
  const imageData = newImageData(sim, {
    width: part.width,
    height: part.height,
    components: 1,
    depth: deep ? 16 : 8,
    space: GRAY,
    isChunky: true,
    data: deep ? Uint16Array.from(data, (v) => Math.round((v * WHITE[16]) / 255)) : data,
  });
  return { imageData, sourceBounds: boundsOf(part), level: 0 };
}

export function getLayerMask(sim: Sim, given: ReadOptions): Promise<object> {
  checkOptions(sim, 'getLayerMask', given, ['documentID', 'layerID', 'kind', 'sourceBounds']);
  const options = structuredClone(given);
  return call(sim, 'imaging.getLayerMask', () => {
    if (!sim.switches.readsOutsideModal) guardImaging(sim, 'X6');
    const { state } = targetDocument(sim, options.documentID);
    const { mask: own, vectorMask } = layerIn(sim, state, options.layerID);
    const mask = options.kind === 'vector' && sim.rules('K10') ? vectorMask : own;
    if (mask === null && sim.rules('K6')) throw errorOf(sim, 'there is no such mask');
    const found = mask === null ? fullRect(canvasOf(state)) : stored(sim, mask);
    const trimmed = found.outside === 0 || sim.switches.whiteMaskTrimmed;
    const extent = trimmed ? found.rect : union(found.rect, canvasOf(state));
    const wanted = options.sourceBounds ? boundsOption(sim, options.sourceBounds, true) : extent;
    return answer(sim, found, sim.rules('K7') ? readable(sim, wanted, extent) : wanted, state);
  });
}

/** As it is painted: neither thinned by its density, nor white where it is off. */
function stored(sim: Sim, mask: LayerMask): Coverage {
  if (sim.rules('K9')) return mask;
  const { density, disabled } = mask;
  const seen = (value: number): number =>
    disabled ? 255 : Math.round(255 - density * (255 - value));
  return { ...mask, data: mask.data.map(seen) };
}

/** Gray data as coverage at its place. */
function coverageFrom(sim: Sim, options: PutOptions, rule: 'K1' | 'L4'): Coverage {
  if (isDisposed(options.imageData) && sim.rules('W7')) throw errorOf(sim, 'disposed');
  const picture = pictureOf(sim, options.imageData);
  const gray = picture.components === 1 && picture.space.name === 'Grayscale';
  if (!gray && sim.rules(rule)) throw errorOf(sim, 'a mask has one gray component');
  const { left = 0, top = 0 } = options.targetBounds ?? {};
  const rect = { x: left, y: top, width: picture.width, height: picture.height };
  const data = new Uint8Array(picture.width * picture.height);
  const white = WHITE[picture.depth];
  for (let i = 0; i < data.length; i++) {
    data[i] = Math.round(((picture.data[i * picture.components] ?? 0) * 255) / white);
  }
  return { rect, data, outside: 0 };
}

function laidOver(below: Coverage, above: Coverage): Coverage {
  const out = coverageOn(below, union(below.rect, above.rect));
  const { rect, data } = above;
  for (let y = 0; y < rect.height; y++) {
    const to = (rect.y - out.rect.y + y) * out.rect.width + rect.x - out.rect.x;
    out.data.set(data.subarray(y * rect.width, (y + 1) * rect.width), to);
  }
  return out;
}

interface MaskOptions extends PutOptions {
  readonly kind?: string;
}

function newMask(sim: Sim, old: LayerMask | null, put: Coverage, replaces: boolean): LayerMask {
  const white = sim.switches.maskOutsideWhite || !sim.rules('K4');
  const base = { disabled: false, density: old?.density ?? 1 };
  if (replaces || old === null) return { ...base, ...put, outside: white ? 255 : 0 };
  return { ...old, ...laidOver(old, put), outside: old.outside };
}

export function putLayerMask(sim: Sim, given: MaskOptions): Promise<void> {
  checkOptions(sim, 'putLayerMask', given, [...PUT_OPTIONS, 'kind']);
  const options = { ...given };
  return call(sim, 'imaging.putLayerMask', () => {
    guardImaging(sim, 'X6');
    if (options.kind === 'vector' && sim.rules('K5')) throw errorOf(sim, 'vector masks are fixed');
    const document = targetDocument(sim, options.documentID);
    const layer = layerIn(sim, document.state, options.layerID);
    const refuses = layer.background
      ? sim.rules('S15') && sim.rules('K3')
      : layer.children !== null;
    if (refuses && sim.rules('K3')) throw errorOf(sim, 'this layer takes no mask');
    const missing = layer.mask === null && (sim.switches.maskMustExist || !sim.rules('K2'));
    if (missing) throw errorOf(sim, 'there is no layer mask');
    const put = coverageFrom(sim, options, 'K1');
    if (refusesQuietly(sim, layer)) return;
    changeLayer(sim, document, layer.id, options.commandName ?? 'Put Layer Mask', (old) => ({
      ...old,
      mask: newMask(sim, old.mask, put, options.replace ?? true),
    }));
  });
}

export function getSelection(
  sim: Sim,
  given: Omit<ReadOptions, 'layerID' | 'kind'>,
): Promise<object> {
  checkOptions(sim, 'getSelection', given, ['documentID', 'sourceBounds']);
  const options = structuredClone(given);
  return call(sim, 'imaging.getSelection', () => {
    if (!sim.switches.readsOutsideModal) guardImaging(sim, 'X6');
    const { state } = targetDocument(sim, options.documentID);
    const canvas = canvasOf(state);
    const found = selectionOf(sim, state);
    const none = found === null && !sim.switches.selectionAllWhite;
    if (none && sim.rules('L1')) throw errorOf(sim, 'nothing is selected');
    const selection = found ?? fullRect(canvas);
    const own = sim.rules('L2') ? (coverageExtent(selection) ?? canvas) : canvas;
    const extent = options.sourceBounds ? canvas : intersect(own, canvas);
    const wanted = options.sourceBounds ? boundsOption(sim, options.sourceBounds, true) : extent;
    const part = sim.rules('K7') ? readable(sim, wanted, extent) : wanted;
    return answer(sim, seen(sim, selection), part, state);
  });
}

/** Soft, of 8 bit, 255 is selected. */
function seen(sim: Sim, selection: Coverage): Coverage {
  const hard = !sim.rules('L5');
  const inverted = !sim.rules('S10');
  if (!hard && !inverted) return selection;
  const change = (value: number): number => {
    const soft = hard ? (value >= 128 ? 255 : 0) : value;
    return inverted ? 255 - soft : soft;
  };
  return { ...selection, data: selection.data.map(change), outside: inverted ? 255 : 0 };
}

export function putSelection(sim: Sim, given: Omit<PutOptions, 'layerID'>): Promise<void> {
  checkOptions(sim, 'putSelection', given, PUT_OPTIONS);
  const options = { ...given };
  return call(sim, 'imaging.putSelection', () => {
    guardImaging(sim, 'X6');
    const document = targetDocument(sim, options.documentID);
    const { state } = document;
    const put = coverageFrom(sim, { ...options, layerID: -1 }, 'L4');
    const old = (options.replace ?? true) ? null : state.selection;
    const next = old === null || !sim.rules('L3') ? put : greatest(old, put);
    const row = options.commandName ?? 'Put Selection';
    commit(sim, document, row, { ...state, selection: asSelection(next) });
  });
}

/** The union of two soft selections. */
function greatest(a: Coverage, b: Coverage): Coverage {
  const rect = union(a.rect, b.rect);
  const [left, right] = [coverageOn(a, rect).data, coverageOn(b, rect).data];
  return { rect, data: left.map((value, i) => Math.max(value, right[i] ?? 0)), outside: 0 };
}
