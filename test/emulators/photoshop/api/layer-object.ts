import { blendOfScript, scriptBlend } from '../psd/blend-keys';
import { findLayer, parentOf, type Layer } from '../model/layer';
import type { OpenDocument } from '../model/document';
import { guardChange } from '../modal-guard';
import { call, errorOf, type Sim } from '../sim';
import { strict } from '../strict';
import { sizedBounds } from './bounds';
import { changeLayer, clipLayer, deleteLayer, insertLayer, moveLayer } from './change-layer';
import { extentOf } from './layer-bounds';
import { livingLayer } from './lookup';
import { scaled, translated } from './transform-layer';

/** Which layer an object of the plugin stands for. */
const handles = new WeakMap<object, { readonly document: OpenDocument; readonly id: number }>();
const kept = new WeakMap<OpenDocument, Map<number, object>>();

export function layerIdOf(sim: Sim, object: unknown): number {
  const handle = typeof object === 'object' && object !== null ? handles.get(object) : undefined;
  if (handle === undefined) throw errorOf(sim, 'this is no layer');
  return handle.id;
}

/** Changes by setting a property. */
type Setter = (value: never) => Partial<Layer>;

interface Access {
  readonly now: () => Layer;
  readonly set: (row: string, parts: Partial<Layer>) => void;
  readonly clip: (clipped: boolean) => void;
}

function properties(sim: Sim, { now, set, clip }: Access): object {
  const locks = (key: keyof Layer['locks']) => ({
    get: () => now().locks[key],
    set: (value: boolean) => set('Lock Layer', { locks: { ...now().locks, [key]: value } }),
  });
  const percent = (value: number): number =>
    sim.rules('S21') ? Math.round((value * 1000) / 255) / 10 : value / 255;
  const share = (value: number): number => Math.round((value * 255) / 100);
  const setters: Record<string, { get: () => unknown; set?: Setter | ((v: never) => void) }> = {
    name: { get: () => now().name, set: (name: string) => set('Name Change', { name }) },
    visible: {
      get: () => now().visible,
      set: (visible: boolean) => set('Layer Visibility', { visible }),
    },
    opacity: {
      get: () => percent(now().opacity),
      set: (value: number) => set('Master Opacity Change', { opacity: share(value) }),
    },
    fillOpacity: {
      get: () => percent(now().fillOpacity),
      set: (value: number) => set('Fill Opacity Change', { fillOpacity: share(value) }),
    },
    blendMode: {
      get: () => scriptBlend(now().blend),
      set: (name: string) => {
        const blend = blendOfScript(name);
        if (blend === null) throw errorOf(sim, `there is no blend mode "${name}"`);
        set('Blending Change', { blend });
      },
    },
    isClippingMask: {
      get: () => now().clipped,
      set: clip,
    },
    allLocked: locks('all'),
    pixelsLocked: locks('pixels'),
    transparentPixelsLocked: locks('transparency'),
    positionLocked: locks('position'),
  };
  const target = {};
  for (const [key, { get, set: change }] of Object.entries(setters)) {
    const descriptor: PropertyDescriptor = { enumerable: true, get };
    if (change) {
      descriptor.set = (value: never) => {
        guardChange(sim, 'set');
        change(value);
      };
    }
    Object.defineProperty(target, key, descriptor);
  }
  return target;
}

function kindOf(sim: Sim, layer: Layer): string {
  if (layer.children) return 'group';
  return sim.rules('S7') ? layer.kind : layer.kind.toUpperCase();
}

export function layerObject(sim: Sim, document: OpenDocument, id: number): object {
  const known = kept.get(document)?.get(id);
  if (known && !sim.rules('S4')) return known;
  const last = findLayer(document.state.layers, id);
  if (last === null) throw errorOf(sim, `there is no layer ${id}`);
  const now = (): Layer => livingLayer(sim, document, id, last);
  const set = (row: string, parts: Partial<Layer>): void => {
    now();
    changeLayer(sim, document, id, row, (layer) => ({ ...layer, ...parts }));
  };
  const clip = (clipped: boolean): void => clipLayer(sim, document, now(), clipped);
  const target = properties(sim, { now, set, clip });
  Object.defineProperties(target, views(sim, document, id, now));
  Object.assign(target, methods(sim, document, id, now));
  const object = strict(sim, 'Layer', target);
  handles.set(object, { document, id });
  const cache = kept.get(document) ?? new Map<number, object>();
  kept.set(document, cache.set(id, object));
  return object;
}

/** Top of the stack first. */
export function layerList(sim: Sim, document: OpenDocument, layers: readonly Layer[]): object[] {
  const ordered = sim.rules('S5') ? layers.toReversed() : layers;
  return ordered.map((layer) => layerObject(sim, document, layer.id));
}

function views(
  sim: Sim,
  document: OpenDocument,
  id: number,
  now: () => Layer,
): PropertyDescriptorMap {
  const view = (get: () => unknown): PropertyDescriptor => ({ enumerable: true, get });
  const parent = (): object | null => {
    now();
    const group = parentOf(document.state.layers, id);
    return group && layerObject(sim, document, group.id);
  };
  const extent = (): object => {
    if (!sim.rules('S8')) {
      const { width, height } = document.state.size;
      return sizedBounds({ x: 0, y: 0, width, height });
    }
    return sizedBounds(extentOf(now()));
  };
  return {
    id: view(() => id),
    typename: view(() => 'Layer'),
    kind: view(() => kindOf(sim, now())),
    parent: view(parent),
    layers: view(() => {
      const { children } = now();
      return children && layerList(sim, document, children);
    }),
    bounds: view(extent),
    boundsNoEffects: view(extent),
    isBackgroundLayer: view(() => now().background),
    locked: view(() => {
      const { all, pixels, position, transparency } = now().locks;
      return all || pixels || position || transparency;
    }),
    selected: view(() => document.state.active.includes(now().id)),
    layerMaskDensity: view(() => Math.round((now().mask?.density ?? 1) * 100)),
    layerMaskFeather: view(() => 0),
    vectorMaskDensity: view(() => Math.round((now().vectorMask?.density ?? 1) * 100)),
    vectorMaskFeather: view(() => 0),
  };
}

function methods(sim: Sim, document: OpenDocument, id: number, now: () => Layer): object {
  const change = <T>(name: string, event: string, work: () => T): Promise<T> =>
    call(sim, `layer.${name}`, () => {
      guardChange(sim, event);
      now();
      return work();
    });
  const other = (reference: unknown): Layer => {
    const layer = findLayer(document.state.layers, layerIdOf(sim, reference));
    if (layer === null) throw errorOf(sim, 'the other layer is gone');
    return layer;
  };
  return {
    move: (reference: unknown, placement: string) =>
      change('move', 'move', () => moveLayer(sim, document, now(), other(reference), placement)),
    moveAbove: (reference: unknown) =>
      change('moveAbove', 'move', () =>
        moveLayer(sim, document, now(), other(reference), 'placeBefore'),
      ),
    moveBelow: (reference: unknown) =>
      change('moveBelow', 'move', () =>
        moveLayer(sim, document, now(), other(reference), 'placeAfter'),
      ),
    delete: () => change('delete', 'delete', () => deleteLayer(sim, document, id)),
    duplicate: () =>
      change('duplicate', 'duplicate', () => {
        const copy = { ...now(), id: sim.nextId(), name: `${now().name} copy`, background: false };
        return layerObject(sim, document, insertLayer(sim, document, copy, 'Duplicate Layer').id);
      }),
    translate: (dx: number, dy: number) =>
      change('translate', 'move', () =>
        changeLayer(sim, document, id, 'Move', (layer) => translated(layer, dx, dy)),
      ),
    scale: (width: number, height: number, anchor = 'middle-center') =>
      change('scale', 'transform', () =>
        changeLayer(sim, document, id, 'Free Transform', (layer) =>
          scaled(layer, width / 100, height / 100, anchor),
        ),
      ),
    rasterize: () =>
      change('rasterize', 'rasterizeLayer', () =>
        changeLayer(sim, document, id, 'Rasterize Layer', (layer) => ({
          ...layer,
          kind: 'pixel',
          smart: null,
          blocks: [],
        })),
      ),
  };
}
