import { commit } from '../history';
import {
  clippedAbove,
  isBottom,
  mapLayers,
  putLayer,
  removeLayer,
  replaceLayer,
  type Layer,
  type Layers,
} from '../model/layer';
import { activeLayer, type OpenDocument } from '../model/document';
import { newLayer } from '../model/layer';
import { notify } from '../notify';
import { errorOf, type Sim } from '../sim';

export function changeLayer(
  sim: Sim,
  document: OpenDocument,
  id: number,
  row: string,
  change: (layer: Layer) => Layer,
): void {
  const layers = replaceLayer(document.state.layers, id, change);
  commit(sim, document, row, { ...document.state, layers });
}

/** A layer that was just put there: below one that is clipped it may become clipped itself. */
function among(sim: Sim, layers: Layers, id: number): Layers {
  const between = clippedAbove(layers, id).length > 0 && !isBottom(layers, id);
  if (!between || !sim.switches.betweenIsClipped || !sim.rules('S23')) return layers;
  return replaceLayer(layers, id, (layer) => ({ ...layer, clipped: true }));
}

/** Clips a layer to the one below, or releases it together with what is clipped above it. */
export function clipLayer(sim: Sim, document: OpenDocument, layer: Layer, clipped: boolean): void {
  const { state } = document;
  if (clipped && isBottom(state.layers, layer.id) && sim.rules('S22')) {
    throw errorOf(sim, 'there is no layer below');
  }
  const above = clipped || !sim.rules('S22') ? [] : clippedAbove(state.layers, layer.id);
  const changed = new Set([layer, ...above].map(({ id }) => id));
  const layers = mapLayers(state.layers, (old) =>
    changed.has(old.id) ? { ...old, clipped } : old,
  );
  const row = clipped ? 'Create Clipping Mask' : 'Release Clipping Mask';
  commit(sim, document, row, { ...state, layers });
}

/** Above the active layer and in its group, and the active one from then on. */
export function insertLayer(sim: Sim, document: OpenDocument, layer: Layer, row: string): Layer {
  const { state } = document;
  const active = activeLayer(state);
  const layers =
    active === null || !sim.rules('S12')
      ? [...state.layers, layer]
      : among(sim, putLayer(state.layers, layer, 'above', active.id), layer.id);
  commit(sim, document, row, { ...state, layers, active: [layer.id] });
  notify(sim, 'make', { _target: [{ _ref: 'layer', _id: layer.id }], documentID: document.id });
  return layer;
}

export function insertEmpty(
  sim: Sim,
  document: OpenDocument,
  parts: Partial<Layer>,
  row: string,
): Layer {
  const id = sim.nextId();
  const { name = `Layer ${document.state.layers.length}`, ...rest } = parts;
  return insertLayer(sim, document, newLayer(id, name, rest), row);
}

export function deleteLayer(sim: Sim, document: OpenDocument, id: number): void {
  const { state } = document;
  const layers = removeLayer(state.layers, id);
  const next = layers.at(-1);
  const active = state.active.includes(id) ? (next ? [next.id] : []) : state.active;
  commit(sim, document, 'Delete Layer', { ...state, layers, active });
}

const PLACES = {
  placeBefore: 'above',
  placeAfter: 'below',
  placeInside: 'inside',
} as const;

/** The layer directly above or below another one, in its group, or inside of it. */
export function moveLayer(
  sim: Sim,
  document: OpenDocument,
  layer: Layer,
  reference: Layer,
  placement: string,
): void {
  if (!(placement in PLACES)) throw errorOf(sim, `there is no placement "${placement}"`);
  const place = PLACES[placement as keyof typeof PLACES];
  if (place === 'inside' && reference.children === null && sim.rules('S14')) {
    throw errorOf(sim, 'only groups can hold layers');
  }
  const belowBackground = reference.background && place !== 'above';
  if ((layer.background || belowBackground) && sim.rules('S15')) {
    throw errorOf(sim, 'the Background layer stays at the bottom');
  }
  const without = removeLayer(document.state.layers, layer.id);
  const real = reference.children === null && place === 'inside' ? 'above' : place;
  const layers = sim.rules('S14')
    ? among(sim, putLayer(without, layer, real, reference.id), layer.id)
    : [...without, layer];
  commit(sim, document, 'Layer Order', { ...document.state, layers });
}
