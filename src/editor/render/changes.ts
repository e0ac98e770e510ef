import { type DocRect, union } from '../../core/geometry';
import type { EditorDocument } from '../document/editor-document';
import type { Layer, Simplified } from '../document/layer';
import { allLayers, layerBounds } from '../document/tree';

/** How a document differs from its file. */
export interface Changes {
  /** Area that may look different; null: none. */
  readonly area: DocRect | null;
  /** True where layers were added and nothing else changed. */
  readonly onlyAdded: boolean;
}

/** Area that an adjustment or a fill without bounds may change. */
const EVERYWHERE: DocRect = { x: -(2 ** 30), y: -(2 ** 30), width: 2 ** 31, height: 2 ** 31 };

export function changesBetween(before: readonly Layer[], after: readonly Layer[]): Changes {
  if (before === after) return { area: null, onlyAdded: true };
  const old = new Map([...allLayers(before)].map((layer) => [layer.id, layer]));
  let area: DocRect | null = null;
  let onlyAdded = true;
  for (const layer of allLayers(after)) {
    const was = old.get(layer.id);
    if (was !== undefined && sameLook(was, layer)) continue;
    if (was !== undefined) onlyAdded = false;
    const bounds = layer.simplified.length > 0 ? EVERYWHERE : layerBounds(layer);
    if (bounds !== null) area = area === null ? bounds : union(area, bounds);
  }
  return { area, onlyAdded };
}

/** Whether two layers look alike by themselves: a group's members are compared one by one. */
function sameLook(a: Layer, b: Layer): boolean {
  if (a === b) return true;
  const same =
    a.visible === b.visible &&
    a.opacity === b.opacity &&
    a.blend === b.blend &&
    a.clipped === b.clipped &&
    a.mask === b.mask;
  if (a.children !== null || b.children !== null) return same;
  return same && a.raster === b.raster && a.fill === b.fill;
}

/** Features of the visible layers that are left out; empty: they are shown exactly. */
export function simplifiedIn(layers: readonly Layer[]): ReadonlySet<Simplified> {
  const found = new Set<Simplified>();
  for (const layer of layers) {
    if (!layer.visible) continue;
    for (const what of layer.simplified) found.add(what);
    if (layer.children !== null) for (const what of simplifiedIn(layer.children)) found.add(what);
  }
  return found;
}

/** Features shown differently than in the program that wrote the file; empty: the view is exact. */
export function approximatedIn(document: EditorDocument): ReadonlySet<Simplified> {
  const { baseline, layers } = document;
  if (baseline !== null && changesBetween(baseline.layers, layers).area === null) return new Set();
  return simplifiedIn(layers);
}
