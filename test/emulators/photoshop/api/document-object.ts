import { adjust, closeDocument, commit } from '../history';
import { resizedCoverage } from '../model/coverage';
import { colorsOf, type DocumentState, type OpenDocument } from '../model/document';
import { findLayer, mapLayers, walk } from '../model/layer';
import { toDepth } from '../model/raster';
import { guardChange, guardImaging } from '../modal-guard';
import { blendOfScript } from '../psd/blend-keys';
import { call, errorOf, has, type Sim } from '../sim';
import { checkOptions, strict } from '../strict';
import { CONSTANTS, MODE_NAMES } from './constants';
import { insertEmpty, insertLayer } from './change-layer';
import { historyRow, historyRows } from './history-object';
import { layerIdOf, layerList, layerObject } from './layer-object';
import { documentById, stillOpen } from './lookup';
import { profileName } from './profile';
import { saveAs } from './save-as';
import { selectionObject } from './selection-object';
import { suspendAround } from './suspend-around';
import { enlarged, translated } from './transform-layer';

const handles = new WeakMap<object, OpenDocument>();
const kept = new WeakMap<OpenDocument, object>();

export function documentOf(sim: Sim, object: unknown): OpenDocument {
  const document = typeof object === 'object' && object !== null ? handles.get(object) : undefined;
  if (document === undefined) throw errorOf(sim, 'this is no document');
  return document;
}

export function documentObject(sim: Sim, document: OpenDocument): object {
  const known = kept.get(document);
  if (known && !sim.rules('S4')) return known;
  const now = (): DocumentState => {
    if (!sim.rules('X8')) guardImaging(sim, 'X5');
    return stillOpen(sim, document).state;
  };
  const target = {};
  Object.defineProperties(target, views(sim, document, now));
  Object.assign(target, makers(sim, document, now), sizing(sim, document, now));
  const object = strict(sim, 'Document', target);
  handles.set(object, document);
  kept.set(document, object);
  return object;
}

function views(sim: Sim, document: OpenDocument, now: () => DocumentState): PropertyDescriptorMap {
  const view = (get: () => unknown): PropertyDescriptor => ({ enumerable: true, get });
  const layersWhere = (test: (id: number) => boolean): object[] =>
    [...walk(now().layers)]
      .toReversed()
      .filter(({ id }) => test(id))
      .map(({ id }) => layerObject(sim, document, id));
  const activeLayers: PropertyDescriptor = {
    enumerable: true,
    get: () => layersWhere((id) => now().active.includes(id)),
    set: (layers: readonly unknown[]) => {
      if (!has(sim, 'activeLayersSetter') && sim.rules('S18')) {
        throw errorOf(sim, 'activeLayers is read-only');
      }
      guardChange(sim, 'select');
      adjust(document, { ...now(), active: layers.map((layer) => layerIdOf(sim, layer)) });
    },
  };
  const members: PropertyDescriptorMap = {
    id: view(() => document.id),
    typename: view(() => 'Document'),
    name: view(() => (now(), document.name)),
    title: view(() => (now(), document.name)),
    width: view(() => now().size.width),
    height: view(() => now().size.height),
    resolution: view(() => now().resolution),
    mode: view(() => (sim.rules('S6') ? MODE_NAMES[now().mode] : now().mode)),
    bitsPerChannel: view(() => (sim.rules('S6') ? `bitDepth${now().depth}` : now().depth)),
    colorProfileName: view(() => profileName(sim, now())),
    colorProfileType: view(() => profileType(now())),
    quickMaskMode: view(() => now().quickMask),
    layers: view(() => layerList(sim, document, now().layers)),
    artboards: view(() => {
      const ids = now().layers.flatMap(({ id, artboard }) => (artboard ? [id] : []));
      return layersWhere((id) => ids.includes(id));
    }),
    activeLayers,
    backgroundLayer: view(() => {
      const bottom = now().layers.find(({ background }) => background);
      return bottom ? layerObject(sim, document, bottom.id) : null;
    }),
    historyStates: view(() => (now(), historyRows(sim, document))),
    activeHistoryState: {
      enumerable: true,
      get: () => (now(), historyRow(sim, document)),
      set: (row: { readonly id: number }) => {
        guardChange(sim, 'select');
        const index = document.steps.findIndex(({ id }) => id === row.id);
        const step = document.steps[index];
        if (step === undefined) throw errorOf(sim, 'this history state is gone');
        document.index = index;
        document.state = step.state;
      },
    },
    saved: view(() => (now(), document.index === 0)),
    path: view(() => (now(), document.name)),
  };
  if (has(sim, 'selection'))
    members['selection'] = view(() => (now(), selectionObject(sim, document)));
  return members;
}

function profileType({ profile, mode }: DocumentState): string {
  if (profile === null && mode !== 'lab') return CONSTANTS.ColorProfileType.NONE;
  const working = profile?.name === 'sRGB IEC61966-2.1';
  return working ? CONSTANTS.ColorProfileType.WORKING : CONSTANTS.ColorProfileType.CUSTOM;
}

interface NewLayerOptions {
  readonly name?: string;
  readonly opacity?: number;
  readonly blendMode?: string;
  readonly color?: string;
  readonly group?: boolean;
  readonly fillNeutral?: boolean;
}

const LAYER_OPTIONS = ['name', 'opacity', 'blendMode', 'color', 'group', 'fillNeutral'];

function makers(sim: Sim, document: OpenDocument, now: () => DocumentState): object {
  const change = <T>(name: string, event: string, work: () => T): Promise<T> =>
    call(sim, `document.${name}`, () => {
      guardChange(sim, event);
      now();
      return work();
    });
  const make = (
    member: string,
    kind: 'pixel' | 'group',
    options: NewLayerOptions,
  ): Promise<object> =>
    change(member, 'make', () => {
      checkOptions(sim, member, options, LAYER_OPTIONS);
      const blend = blendOfScript(options.blendMode ?? 'normal');
      if (blend === null && sim.rules('S12')) throw errorOf(sim, 'unknown blend mode');
      const layer = insertEmpty(
        sim,
        document,
        {
          ...(options.name === undefined ? {} : { name: options.name }),
          opacity: Math.round(((options.opacity ?? 100) * 255) / 100),
          blend: blend ?? 'normal',
          kind,
          children: kind === 'group' ? [] : null,
        },
        kind === 'group' ? 'New Group' : 'New Layer',
      );
      return layerObject(sim, document, layer.id);
    });
  const members: Record<string, unknown> = {
    createLayer: (first: string | NewLayerOptions = {}, second: NewLayerOptions = {}) =>
      make('createLayer', 'pixel', typeof first === 'string' ? second : first),
    createLayerGroup: (options: NewLayerOptions = {}) => make('createLayerGroup', 'group', options),
    suspendHistory: (work: (context: object) => unknown, name: string) =>
      suspendAround(sim, document, work, name),
    duplicateLayers: (layers: readonly unknown[], target?: unknown) =>
      change('duplicateLayers', 'duplicate', () => duplicateInto(sim, document, layers, target)),
    close: () => change('close', 'close', () => closeDocument(sim, document)),
    closeWithoutSaving: () =>
      change('closeWithoutSaving', 'close', () => closeDocument(sim, document)),
    saveAs: saveAs(sim, now),
  };
  if (!sim.rules('S13')) delete members['createLayer'];
  if (has(sim, 'createPixelLayer')) {
    members['createPixelLayer'] = (options: NewLayerOptions = {}) =>
      make('createPixelLayer', 'pixel', options);
  }
  return members;
}

/** Copies keep the ids of nobody, and land above the target's active layer. */
function duplicateInto(
  sim: Sim,
  source: OpenDocument,
  layers: readonly unknown[],
  target: unknown,
): object[] {
  const into = target === undefined ? source : documentOf(sim, target);
  if (documentById(sim, into.id) === null) throw errorOf(sim, 'the target document is closed');
  return layers.map((object) => {
    const layer = findLayer(source.state.layers, layerIdOf(sim, object));
    if (layer === null) throw errorOf(sim, 'the layer is gone');
    if (colorsOf(source.state) !== colorsOf(into.state)) {
      throw errorOf(sim, 'sim: not modelled: duplicating between colour modes');
    }
    const raster = layer.raster && toDepth(layer.raster, into.state.depth);
    const copy = { ...layer, raster, id: sim.nextId(), background: false };
    return layerObject(sim, into, insertLayer(sim, into, copy, 'Duplicate Layer').id);
  });
}

function sizing(sim: Sim, document: OpenDocument, now: () => DocumentState): object {
  const resize = (name: string, row: string, next: () => DocumentState): Promise<void> =>
    call(sim, `document.${name}`, () => {
      guardChange(sim, name === 'resizeImage' ? 'imageSize' : 'canvasSize');
      commit(sim, document, row, next());
    });
  return {
    resizeImage: (width?: number, height?: number, resolution?: number) =>
      resize('resizeImage', 'Image Size', () => {
        const state = now();
        const fx = (width ?? state.size.width) / state.size.width;
        const fy = (height ?? state.size.height * fx) / state.size.height;
        return resizedState(state, fx, fy, resolution ?? state.resolution);
      }),
    resizeCanvas: (width: number, height: number, anchor = 'middle-center') =>
      resize('resizeCanvas', 'Canvas Size', () => canvasResized(now(), width, height, anchor)),
  };
}

function resizedState(
  state: DocumentState,
  fx: number,
  fy: number,
  resolution: number,
): DocumentState {
  const { selection, size } = state;
  const rect = selection && {
    x: Math.round(selection.rect.x * fx),
    y: Math.round(selection.rect.y * fy),
    width: Math.round(selection.rect.width * fx),
    height: Math.round(selection.rect.height * fy),
  };
  return {
    ...state,
    size: { width: Math.round(size.width * fx), height: Math.round(size.height * fy) },
    resolution,
    layers: state.layers.map((layer) => enlarged(layer, fx, fy)),
    selection: selection && rect && resizedCoverage(selection, rect),
  };
}

export function canvasResized(
  state: DocumentState,
  width: number,
  height: number,
  anchor: string,
): DocumentState {
  const [vertical = '', horizontal = ''] = anchor.split('-');
  const share: Readonly<Record<string, number>> = { left: 0, top: 0, center: 0.5, middle: 0.5 };
  const dx = Math.round((width - state.size.width) * (share[horizontal] ?? 1));
  const dy = Math.round((height - state.size.height) * (share[vertical] ?? 1));
  return {
    ...state,
    size: { width, height },
    layers: mapLayers(state.layers, (layer) =>
      layer.children ? layer : translated(layer, dx, dy),
    ),
  };
}
